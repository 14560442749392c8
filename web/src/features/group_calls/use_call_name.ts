import { computed, type ComputedRef } from "vue";
import { useMembers } from "../../session/members_store";
import { conversationName } from "../../session/people";
import { useSession } from "../../session/session_store";
import { useI18n } from "vue-i18n";
import { useGroupCalls } from "./group_calls_store";

const mostNames = 3;

/** What the call is called: as its group, or by who else is in it. */
export function useCallName(): ComputedRef<string> {
  const { t } = useI18n();
  const calls = useGroupCalls();
  const members = useMembers();
  const session = useSession();
  return computed(() => {
    const id = calls.call?.conversation_id ?? 0;
    const group = session.state?.conversations[id];
    if (group) return conversationName(session.state, group);
    const others = calls.seats.filter((one) => one.user_id !== session.myId);
    const names = others.slice(0, mostNames).map((one) => members.nameIn(0, one.user_id));
    return names.join(t("groupCalls.and"));
  });
}
