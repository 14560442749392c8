import { ref, type Ref } from "vue";
import { useRefusalWords } from "../../locales/use_refusal_words";

export interface Saving {
  busy: Ref<boolean>;
  error: Ref<string>;
  /** Runs one change; true = it was accepted. The refusal stands in `error`. */
  save(work: () => Promise<unknown>): Promise<boolean>;
}

export function useSaving(): Saving {
  const words = useRefusalWords();
  const busy = ref(false);
  const error = ref("");

  async function save(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    error.value = "";
    try {
      await work();
      return true;
    } catch (problem) {
      error.value = words(problem);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, error, save };
}
