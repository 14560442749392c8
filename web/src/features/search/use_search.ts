// What is typed, what is found here at once, and who is found on the server a moment later.
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import type { FoundMember, GroupCard, User } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { entriesOf } from "./entries";
import { readPinyin } from "../../finding/pinyin";
import { search, type Section } from "./search";
import { noReadings, wordsOf } from "../../finding/word";

export interface Search {
  text: Ref<string>;
  sections: ComputedRef<Section[]>;
  /** Whom the server found besides: somebody of exactly this account or ID, and groups that let themselves be found. */
  stranger: Ref<User | null>;
  groups: Ref<readonly GroupCard[]>;
  /** In groups of mine, by their nicknames there. */
  members: Ref<readonly FoundMember[]>;
  /** Brings the dictionary; until it is here, names are found as they are written. */
  prepare(): void;
}

/** Long enough for the next letter to come first. */
const pauseMs = 350;
/** The form of an account, or of an ID. */
const mayBeSomebody = /^(?:[a-z][\w-]{2,31}|\d{1,15})$/i;

export function useSearch(): Search {
  const session = useSession();
  const text = ref("");
  const stranger = shallowRef<User | null>(null);
  const groups = shallowRef<readonly GroupCard[]>([]);
  const members = shallowRef<readonly FoundMember[]>([]);
  const wordOf = shallowRef(wordsOf(noReadings));
  let prepared = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const entries = computed(() => (session.state ? entriesOf(session.state, wordOf.value) : []));
  // The entries are not even made before somebody searches.
  const sections = computed(() =>
    text.value.trim() === "" ? [] : search(entries.value, text.value),
  );

  function prepare(): void {
    if (prepared) return;
    prepared = true;
    readPinyin().then(
      (readings) => (wordOf.value = wordsOf(readings)),
      // Without the network there is no dictionary yet; the next search asks again.
      () => (prepared = false),
    );
  }

  /** The server knows accounts and IDs only whole. Its refusals say no more than that nobody was found. */
  async function ask(account: string): Promise<void> {
    const found = await session.request("user.find", { account }).catch(() => null);
    if (text.value.trim() !== account || !found) return;
    const known = found.user_id === session.myId || found.user_id in (session.state?.friends ?? {});
    if (!known) stranger.value = found;
  }

  async function askForGroups(words: string): Promise<void> {
    const found = await session.request("group.find", { words }).catch(() => null);
    if (text.value.trim() !== words || !found) return;
    groups.value = found.groups.filter(
      (one) => !one.mine && !session.state?.conversations[one.conversation_id],
    );
  }

  async function askForMembers(words: string): Promise<void> {
    const found = await session.request("group.find_members", { words }).catch(() => null);
    if (text.value.trim() === words && found) members.value = found.members;
  }

  watch(text, (now) => {
    clearTimeout(timer);
    stranger.value = null;
    groups.value = [];
    members.value = [];
    const wanted = now.trim();
    if (wanted === "") return;
    timer = setTimeout(() => {
      void askForGroups(wanted);
      void askForMembers(wanted);
      if (mayBeSomebody.test(wanted)) void ask(wanted);
    }, pauseMs);
  });
  onScopeDispose(() => clearTimeout(timer));

  return { text, sections, stranger, groups, members, prepare };
}
