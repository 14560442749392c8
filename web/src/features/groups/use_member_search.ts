import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { match, queryOf } from "../../finding/match";
import { readPinyin } from "../../finding/pinyin";
import { noReadings, wordsOf } from "../../finding/word";
import type { GroupMember } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";

export interface MemberSearch {
  words: Ref<string>;
  /** All members, once somebody has searched: only here are my remarks known, and how names sound. */
  everybody: Ref<readonly GroupMember[]>;
  /** The best first; grows while members still come. */
  found: ComputedRef<readonly GroupMember[]>;
  searching: Ref<boolean>;
  /** Not all members could be asked for; the next letter tries again. */
  failed: Ref<boolean>;
  /** Asks for everybody without a word to search for. */
  prepare(): Promise<void>;
}

const pageSize = 100;

/** Finds members of a group by what I call them, their names there and everywhere, and their accounts. */
export function useMemberSearch(conversationId: number): MemberSearch {
  const session = useSession();
  const store = useMembers();
  const words = ref("");
  const everybody = shallowRef<readonly GroupMember[]>([]);
  const wordOf = shallowRef(wordsOf(noReadings));
  const searching = ref(false);
  const failed = ref(false);
  let complete = false;
  let dictionary = false;

  const found = computed(() => {
    const query = queryOf(words.value);
    const ranked = everybody.value.flatMap((member) => {
      const { user, nickname } = member;
      const names = [
        store.nameIn(conversationId, user.user_id),
        nickname,
        user.nickname,
        user.account,
      ];
      const ranks = names.map((name) => match(wordOf.value(name), query)?.rank ?? Infinity);
      const rank = Math.min(...ranks);
      return rank === Infinity ? [] : [{ member, rank }];
    });
    return ranked.sort((a, b) => a.rank - b.rank).map((one) => one.member);
  });

  async function askForAll(): Promise<void> {
    const all: GroupMember[] = [];
    let more = true;
    while (more) {
      const after = all[all.length - 1]?.user.user_id ?? null;
      const params = { conversation_id: conversationId, after, limit: pageSize };
      const page = await session.request("group.members", params);
      all.push(...page.members);
      store.know(conversationId, page.members);
      more = page.has_more;
      if (all.length > everybody.value.length || !more) everybody.value = [...all];
    }
  }

  async function prepare(): Promise<void> {
    if (searching.value) return;
    searching.value = true;
    failed.value = false;
    try {
      while (!complete) {
        // Whoever comes or goes meanwhile makes it incomplete again.
        complete = true;
        await askForAll();
      }
    } catch {
      complete = false;
      failed.value = true;
    } finally {
      searching.value = false;
    }
  }

  function readDictionary(): void {
    if (dictionary) return;
    dictionary = true;
    readPinyin().then(
      (readings) => (wordOf.value = wordsOf(readings)),
      // Without the network there is no dictionary yet; the next letter asks again.
      () => (dictionary = false),
    );
  }

  watch(words, (now) => {
    if (now.trim() === "") return;
    readDictionary();
    void prepare();
  });
  const forget = (): void => {
    complete = false;
    if (words.value.trim() !== "") void prepare();
  };
  const stops = [
    session.onEvents((events) => {
      const counted = events.some(
        ({ event, data }) => event === "group.counted" && data.conversation_id === conversationId,
      );
      if (counted) forget();
    }),
    session.onReset(forget),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return { words, everybody, found, searching, failed, prepare };
}
