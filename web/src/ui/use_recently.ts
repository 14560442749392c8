import { onScopeDispose, ref, type Ref } from "vue";

/** True for a while after each touch. */
export function useRecently(ms: number): { recent: Ref<boolean>; touch: () => void } {
  const recent = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touch = (): void => {
    recent.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => (recent.value = false), ms);
  };
  onScopeDispose(() => clearTimeout(timer));
  return { recent, touch };
}
