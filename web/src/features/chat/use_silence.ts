import { computed, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { calendarDaysAgo } from "../../locales/time_labels";
import { useNow, useTimeLabels } from "../../locales/use_time_labels";
import type { Conversation } from "../../protocol/protocol";

/** Why somebody may not write in a group now, as the server will judge it. */
export function silenceIn(
  conversation: Pick<Conversation, "group" | "standing">,
  now: number,
): "none" | "muted" | "everybody_muted" {
  const { group, standing } = conversation;
  if (!group || !standing || standing.role === "owner") return "none";
  if (standing.muted_until > now) return "muted";
  const silent = group.rules.muted && standing.role === "member" && !standing.exempt;
  return silent ? "everybody_muted" : "none";
}

/** Why I may not write here now, in words; "" = I may. */
export function useSilence(conversation: Ref<Conversation | undefined>): ComputedRef<string> {
  const { t } = useI18n();
  const now = useNow(5_000);
  const labels = useTimeLabels();
  function mutedUntil(until: number): string {
    const today = calendarDaysAgo(until, now.value) === 0;
    const time = today ? labels.value.time(until) : labels.value.full(until);
    return t("group.youAreMuted", { time });
  }

  return computed(() => {
    if (!conversation.value) return "";
    const silence = silenceIn(conversation.value, now.value);
    if (silence === "muted") return mutedUntil(conversation.value.standing?.muted_until ?? 0);
    return silence === "everybody_muted" ? t("group.allAreMuted") : "";
  });
}
