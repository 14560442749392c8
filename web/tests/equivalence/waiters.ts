// Waiting for something to be true, looked at whenever something happened.
const patienceMs = 15_000;

interface Waiter {
  done: () => boolean;
  resolve: () => void;
  reject: (error: Error) => void;
  impatience: ReturnType<typeof setTimeout>;
}

export class Waiters {
  private readonly waiting = new Set<Waiter>();
  private failure: Error | null = null;

  async until(what: string, done: () => boolean): Promise<void> {
    if (this.failure) throw this.failure;
    if (done()) return;
    await new Promise<void>((resolve, reject) => {
      const impatience = setTimeout(
        () => this.end(waiter, new Error(`${what} did not come in ${patienceMs} ms`)),
        patienceMs,
      );
      const waiter: Waiter = { done, resolve, reject, impatience };
      this.waiting.add(waiter);
    });
  }

  look(): void {
    for (const waiter of [...this.waiting]) if (waiter.done()) this.end(waiter, null);
  }

  /** Everybody who waits, now or later, learns of it. */
  fail(error: Error): void {
    this.failure ??= error;
    for (const waiter of [...this.waiting]) this.end(waiter, this.failure);
  }

  private end(waiter: Waiter, error: Error | null): void {
    clearTimeout(waiter.impatience);
    this.waiting.delete(waiter);
    if (error) waiter.reject(error);
    else waiter.resolve();
  }
}
