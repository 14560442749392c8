import { watch } from "vue";

/** When it holds, or after so long. */
export function until(holds: () => boolean, patienceMs: number): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = watch(holds, (now) => now && done());
    const timer = setTimeout(done, patienceMs);
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
