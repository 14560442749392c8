import { onScopeDispose, ref, shallowRef, type Ref } from "vue";
import { useSession } from "../session/session_store";

export interface Pages<T> {
  items: Ref<readonly T[]>;
  hasMore: Ref<boolean>;
  loading: Ref<boolean>;
  /** The last question got no answer; it is asked again when the connection is back. */
  failed: Ref<boolean>;
  /** From the first page on. */
  reload(): Promise<void>;
  loadMore(): Promise<void>;
}

/**
 * A long list that the server gives page by page. `fetch` asks for what comes after the last item (null: for the first
 * page), `take` says what of the answer is listed. An answer that was overtaken by another question is not taken.
 */
export function usePages<T, Page extends { has_more: boolean }>(
  fetch: (last: T | null) => Promise<Page>,
  take: (page: Page, first: boolean) => readonly T[],
): Pages<T> {
  const session = useSession();
  const items = shallowRef<readonly T[]>([]);
  const hasMore = ref(false);
  const loading = ref(false);
  const failed = ref(false);
  let question = 0;

  async function ask(last: T | null): Promise<void> {
    const mine = ++question;
    loading.value = true;
    failed.value = false;
    try {
      const page = await fetch(last);
      if (mine !== question) return;
      const listed = take(page, last === null);
      items.value = last === null ? listed : [...items.value, ...listed];
      hasMore.value = page.has_more;
    } catch {
      if (mine === question) failed.value = true;
    } finally {
      if (mine === question) loading.value = false;
    }
  }

  const reload = (): Promise<void> => ask(null);

  async function loadMore(): Promise<void> {
    const last = items.value[items.value.length - 1];
    if (last !== undefined && hasMore.value && !loading.value) await ask(last);
  }

  onScopeDispose(
    session.onInStep(() => {
      if (failed.value) void reload();
    }),
  );
  return { items, hasMore, loading, failed, reload, loadMore };
}
