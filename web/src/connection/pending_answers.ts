import type { Failure } from "../protocol/protocol";
import { ConnectionLost, Refusal } from "./refusal";

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Questions that were asked on a socket and wait for their answer. */
export class PendingAnswers {
  private readonly waiting = new Map<number, Pending>();
  private lastId = 0;

  constructor(
    private readonly limitMs: number,
    private readonly onSilence: () => void,
  ) {}

  ask<T>(send: (id: number) => void): Promise<T> {
    const id = ++this.lastId;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new ConnectionLost("no answer in time"));
        this.onSilence();
      }, this.limitMs);
      this.waiting.set(id, { resolve: (value) => resolve(value as T), reject, timer });
      send(id);
    });
  }

  settle(id: number, result: unknown): void {
    this.take(id)?.resolve(result);
  }

  refuse(id: number, failure: Failure): void {
    this.take(id)?.reject(new Refusal(failure));
  }

  loseAll(error: ConnectionLost): void {
    const all = [...this.waiting.keys()];
    for (const id of all) this.take(id)?.reject(error);
  }

  private take(id: number): Pending | undefined {
    const pending = this.waiting.get(id);
    if (pending) clearTimeout(pending.timer);
    this.waiting.delete(id);
    return pending;
  }
}
