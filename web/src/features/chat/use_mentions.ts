import { computed, nextTick, ref, watch, type Ref } from "vue";
import { useSession } from "../../session/session_store";
import type { Picks } from "./mention_picks";
import { queryAt, type MentionQuery } from "./mention_text";

export interface MentionsModel {
  /** The '@' being written, while a list of people may help; null = none. */
  query: Ref<MentionQuery | null>;
  /** There is a list. It is made with the first '@' and kept, since it asks for all members once. */
  listed: Ref<boolean>;
  /** The option the keyboard is at; "" = none. */
  active: Ref<string>;
  /** What ties the text to the list, for a screen reader. */
  described: Ref<Record<string, string | undefined>>;
  /** A key in the text; true when it was meant for the list. */
  pressed(event: KeyboardEvent): boolean;
  /** The words or the caret may have moved. */
  look(): void;
  /** Puts somebody's name in place of what was written after the '@'. */
  pick(label: string, userId: number | null): void;
  /** Puts an '@' and somebody's name where the caret is. */
  insert(label: string, userId: number): void;
}

/** As RoomParts.mentions exposes it. */
export interface MentionList {
  pressed(event: KeyboardEvent): boolean;
  listId: string;
}

/** Choosing people for an '@' in what is written to a group. In a conversation of two there is no list. */
export function useMentions(
  conversationId: number,
  text: Ref<string>,
  area: Ref<HTMLTextAreaElement | null>,
  list: Ref<MentionList | null>,
  picks: Picks,
): MentionsModel {
  const isGroup = useSession().state?.conversations[conversationId]?.kind === "group";
  const query = ref<MentionQuery | null>(null);
  const active = ref("");
  const listed = ref(false);
  watch(query, (now) => (listed.value ||= isGroup && now !== null));
  const described = computed(() => {
    const shown = query.value !== null && list.value !== null;
    return {
      "aria-controls": shown ? list.value?.listId : undefined,
      "aria-activedescendant": shown && active.value !== "" ? active.value : undefined,
    };
  });
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
    picks.add({ label, userId }, text.value);
    const before = `${text.value.slice(0, at)}@${label} `;
    text.value = before + text.value.slice(box.selectionStart).replace(/^ /, "");
    query.value = null;
    void nextTick(() => box.setSelectionRange(before.length, before.length));
  }

  function pressed(event: KeyboardEvent): boolean {
    if (!query.value) return false;
    if (list.value?.pressed(event)) return true;
    if (event.key !== "Escape") return false;
    dismissedAt = query.value.at;
    query.value = null;
    event.stopPropagation();
    return true;
  }

  return { query, listed, active, described, pressed, look, pick, insert };
}
