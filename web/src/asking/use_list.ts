import { onMounted, onScopeDispose, ref, shallowRef, type Ref } from "vue";
import { useRefusalWords } from "../locales/use_refusal_words";
import { useSession } from "../session/session_store";

export interface Loaded<T> {
  items: Ref<readonly T[]>;
  loaded: Ref<boolean>;
  error: Ref<string>;
  reload(): Promise<void>;
}

/** A list that the server gives on request; asked again whenever the connection is back. */
export function useList<T>(fetch: () => Promise<readonly T[]>): Loaded<T> {
  const session = useSession();
  const words = useRefusalWords();
  const items = shallowRef<readonly T[]>([]);
  const loaded = ref(false);
  const error = ref("");

  async function reload(): Promise<void> {
    try {
      items.value = await fetch();
      loaded.value = true;
      error.value = "";
    } catch (problem) {
      error.value = words(problem);
    }
  }

  onMounted(() => void reload());
  onScopeDispose(session.onInStep(() => void reload()));
  return { items, loaded, error, reload };
}
