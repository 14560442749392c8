import { ref, type Ref } from "vue";
import { useRefusalWords } from "../../locales/use_refusal_words";
import { useToasts } from "../../ui/toasts_store";

/** Does what somebody asked for, once at a time; what the server refuses is said at the foot. */
export function useAct(): {
  busy: Ref<boolean>;
  act: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const toasts = useToasts();
  const words = useRefusalWords();
  const busy = ref(false);

  async function act(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await work();
      return true;
    } catch (problem) {
      toasts.show(words(problem));
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, act };
}
