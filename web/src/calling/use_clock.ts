import { onScopeDispose, ref, watch, type Ref } from "vue";

/**
 * For how long `running` has been true, in milliseconds, counted by this device alone; it stays when that ends. `ahead`
 * says how long it had been so before this window saw it.
 */
export function useElapsed(running: () => boolean, ahead: () => number): Ref<number> {
  const elapsed = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(
    running,
    (now) => {
      clearInterval(timer);
      if (!now) return;
      const from = performance.now() - ahead();
      const count = (): void => void (elapsed.value = performance.now() - from);
      count();
      timer = setInterval(count, 500);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return elapsed;
}
