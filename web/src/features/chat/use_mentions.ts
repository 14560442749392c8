import { nextTick, ref, type Ref } from "vue";
import { useMentionPicks } from "./mention_picks";
import { queryAt, type MentionQuery } from "./mention_text";

export interface MentionsModel {
  /** The '@' being written, while a list of people may help; null = none. */
  query: Ref<MentionQuery | null>;
  /** The words or the caret may have moved. */
  look(): void;
  /** Puts somebody's name in place of what was written after the '@'. */
  pick(label: string, userId: number | null): void;
  /** Puts an '@' and somebody's name where the caret is. */
  insert(label: string, userId: number): void;
  /** No list for this '@' any more. */
  dismiss(): void;
}

/** Choosing people for an '@' in a composer's text. */
export function useMentions(
  conversationId: number,
  text: Ref<string>,
  area: Ref<HTMLTextAreaElement | null>,
): MentionsModel {
  const picks = useMentionPicks();
  const query = ref<MentionQuery | null>(null);
  let dismissedAt = -1;

  function look(): void {
    const box = area.value;
    const found = box && queryAt(text.value, box.selectionStart);
    if (found?.at !== dismissedAt) dismissedAt = -1;
    query.value = found && found.at !== dismissedAt ? found : null;
  }

  function pick(label: string, userId: number | null): void {
    const at = query.value?.at;
    if (at !== undefined) put(at, label, userId);
  }

  function insert(label: string, userId: number): void {
    put(area.value?.selectionStart ?? text.value.length, label, userId);
  }

  function put(at: number, label: string, userId: number | null): void {
    const box = area.value;
    if (!box) return;
    picks.add(conversationId, { label, userId }, text.value);
    const before = `${text.value.slice(0, at)}@${label} `;
    text.value = before + text.value.slice(box.selectionStart).replace(/^ /, "");
    query.value = null;
    void nextTick(() => box.setSelectionRange(before.length, before.length));
  }

  function dismiss(): void {
    dismissedAt = query.value?.at ?? -1;
    query.value = null;
  }

  return { query, look, pick, insert, dismiss };
}
