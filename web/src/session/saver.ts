// Writes steps of the copy to the database, one after another, several events together.
import type { Message } from "../protocol/protocol";
import { saveStep } from "./cache";
import type { Database } from "./database";
import type { State } from "./state";

const gatherMs = 150;

export class Saver {
  private base: State | null;
  private latest: State | null = null;
  private messages: Message[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    stored: State | null,
  ) {
    this.base = stored;
  }

  /** Keeps `state` and the messages that led to it. `replaces` = nothing of what was kept may stay. */
  save(state: State, messages: readonly Message[], replaces: boolean): void {
    if (replaces) {
      this.base = null;
      this.messages = [];
    }
    this.latest = state;
    this.messages.push(...messages);
    this.timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const after = this.latest;
    if (!after) return;
    const before = this.base;
    const messages = this.messages;
    this.latest = null;
    this.messages = [];
    try {
      const stored = await saveStep(this.db, before, after, messages);
      if (stored && this.base === before) this.base = after;
    } catch {
      // Only the speed of the next start is lost: what is not kept here comes again from the server.
      this.base = before;
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.latest = null;
  }
}
