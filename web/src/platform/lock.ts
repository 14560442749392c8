/**
 * Runs `work` in one tab at a time. Where there are no locks (a page without a secure context) it simply runs:
 * the server takes the same client_id only once anyway.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || !navigator.locks) return work();
  await navigator.locks.request(name, work);
}

/** Some tab holds a lock whose name begins like this. */
export async function isHeld(beginning: string): Promise<boolean> {
  if (typeof navigator === "undefined" || !navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return (held ?? []).some(({ name }) => name?.startsWith(beginning));
}

/** Takes a name for as long as this window lives; false when another window has it. Without locks everybody has it. */
export function claimForEver(name: string): Promise<boolean> {
  if (typeof navigator === "undefined" || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => undefined) : undefined;
    });
  });
}
