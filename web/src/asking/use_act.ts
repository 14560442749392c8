import { ref, type Ref } from "vue";
import { useRefusalWords } from "../locales/use_refusal_words";
import { useToasts } from "../ui/toasts_store";

type Work = () => Promise<unknown>;

/** Runs what somebody asked for, once at a time; true = it was accepted. A refusal is handed over in words. */
function useOnce(refused: (words: string) => void): {
  busy: Ref<boolean>;
  run: (work: Work) => Promise<boolean>;
} {
  const words = useRefusalWords();
  const busy = ref(false);

  async function run(work: Work): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await work();
      return true;
    } catch (problem) {
      refused(words(problem));
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, run };
}

/** For a button: a refusal is said in a toast. */
export function useAct(): { busy: Ref<boolean>; act: (work: Work) => Promise<boolean> } {
  const toasts = useToasts();
  const { busy, run } = useOnce((words) => toasts.show(words));
  return { busy, act: run };
}

export interface Saving {
  busy: Ref<boolean>;
  error: Ref<string>;
  save(work: Work): Promise<boolean>;
}

/** For a form: a refusal stands in `error`, to be shown where it belongs, until the next try. */
export function useSaving(): Saving {
  const error = ref("");
  const { busy, run } = useOnce((words) => (error.value = words));

  function save(work: Work): Promise<boolean> {
    if (!busy.value) error.value = "";
    return run(work);
  }

  return { busy, error, save };
}
