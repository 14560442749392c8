// What can be chosen, as it is drawn: here and on the server in one list, from top to bottom.
import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import { conversationName, displayName, nameFor } from "../../session/people";
import { useSession } from "../../session/session_store";
import type { Match } from "../../finding/match";
import type { Search } from "./use_search";

export interface Choice {
  /** Where choosing it leads. */
  path: string;
  name: string;
  avatar: string;
  /** What the avatar takes its colour from. */
  hue: number;
  match: Match | null;
  /** The name it was found by when that is not the one on the screen. */
  other: { label: string; text: string } | null;
}

export interface ChoiceSection {
  label: string;
  /** The place of its first choice among all. */
  first: number;
  choices: Choice[];
  /** How many more were found than are shown. */
  more: number;
}

export function useChoices({
  sections,
  stranger,
  groups,
  members,
}: Search): ComputedRef<ChoiceSection[]> {
  const { t } = useI18n();
  const session = useSession();

  function groupName(id: number): string {
    const group = session.state?.conversations[id];
    return group ? conversationName(session.state, group) : "";
  }

  const here = computed(() =>
    sections.value.map(({ kind, hits, more }) => ({
      label: t(`search.kinds.${kind}`),
      more,
      choices: hits.map(({ entry: { path, name, avatar, hue }, field, text, match }): Choice => {
        const other = field === "name" ? null : { label: t(`search.fields.${field}`), text };
        return { path, name, avatar, hue, match, other };
      }),
    })),
  );

  const onServer = computed((): Choice[] => {
    const people = stranger.value ? [stranger.value] : [];
    return [
      ...people.map((user) => ({
        // By ID, since a hidden account leads nowhere.
        path: `/u/${user.user_id}`,
        name: displayName(user),
        avatar: user.avatar,
        hue: user.user_id,
        match: null,
        other: { label: t("search.fields.account"), text: user.account },
      })),
      ...groups.value.map(({ conversation_id: id, name }) => ({
        path: `/groups/${id}`,
        name,
        avatar: "",
        hue: id,
        match: null,
        other: { label: t("search.fields.groupId"), text: String(id) },
      })),
      ...members.value.map(({ conversation_id: id, member: { user, nickname } }) => ({
        path: `/contacts/${user.user_id}?from=${id}`,
        name: nameFor(session.state, user),
        avatar: user.avatar,
        hue: user.user_id,
        match: null,
        other: {
          label: t("search.fields.groupNickname", { group: groupName(id) }),
          text: nickname,
        },
      })),
    ];
  });

  return computed(() => {
    const all = [...here.value];
    if (onServer.value.length > 0) {
      all.push({ label: t("search.onServer"), more: 0, choices: onServer.value });
    }
    let first = 0;
    return all.map((section) => {
      const placed = { ...section, first };
      first += section.choices.length;
      return placed;
    });
  });
}
