// What happened in the call, in words: to me, and what everybody should notice.
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import { useI18n } from "vue-i18n";
import { playJoined, playLeft } from "../../platform/call_sounds";
import type { DurableEvents, GroupCall, GroupCallSeat, StreamEvent } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import { useToasts } from "../../ui/toasts_store";

export interface Reaction {
  id: number;
  userId: number;
  emoji: string;
}

const shownMs = 4_000;
/** Among more the sounds of coming and going would never end. */
const quietFrom = 8;

export function useGroupCallNews(options: {
  isHere: Ref<boolean>;
  call: Ref<GroupCall | null>;
  seats: Ref<readonly GroupCallSeat[]>;
  mutedByHost: () => void;
  cameBackLate: (groupCallId: number) => void;
}): { reactions: ShallowRef<readonly Reaction[]>; mayNotUnmute: () => void } {
  const { t } = useI18n();
  const session = useSession();
  const members = useMembers();
  const toasts = useToasts();
  const reactions = shallowRef<readonly Reaction[]>([]);
  let last = 0;
  /** The one this window is in, still known when the event that ends it was applied. */
  let current: number | null = null;
  let hasGroup = true;
  watch(
    () => (options.isHere.value ? options.call.value?.group_call_id : undefined),
    (now) => {
      if (now === undefined) return;
      current = now;
      hasGroup = options.call.value?.conversation_id !== 0;
    },
    { flush: "sync", immediate: true },
  );
  watch(
    () => options.seats.value.length,
    (now, before) => {
      if (!options.isHere.value || before === 0 || Math.max(now, before) > quietFrom) return;
      if (now > before) playJoined();
      else playLeft();
    },
  );

  function name(userId: number): string {
    return members.nameIn(options.call.value?.conversation_id ?? 0, userId);
  }

  function seated({ group_call_id, seat, by }: DurableEvents["group_call.seated"]): void {
    if (group_call_id !== current || !by || seat.user_id !== session.myId) return;
    options.mutedByHost();
    toasts.show(t("groupCalls.mutedBy", { name: name(by) }));
  }

  function gone({ group_call_id, user_id, why }: DurableEvents["group_call.left"]): void {
    if (group_call_id !== current || user_id !== session.myId) return;
    current = null;
    if (why === "gone") options.cameBackLate(group_call_id);
    else if (why === "ended" && !hasGroup) toasts.show(t("groupCalls.over.alone"));
    else if (why !== "left") toasts.show(t(`groupCalls.over.${why}`));
  }

  function heard(events: readonly StreamEvent[]): void {
    for (const event of events) {
      if (event.event === "group_call.seated") seated(event.data);
      else if (event.event === "group_call.left") gone(event.data);
    }
  }

  const stops = [
    session.onEvents(heard),
    session.onFleeting((event) => {
      if (event.event !== "group_call.reacted") return;
      if (event.data.group_call_id !== options.call.value?.group_call_id) return;
      const one = { id: ++last, userId: event.data.user_id, emoji: event.data.emoji };
      reactions.value = [...reactions.value, one].slice(-20);
      setTimeout(() => {
        reactions.value = reactions.value.filter(({ id }) => id !== one.id);
      }, shownMs);
    }),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));
  return { reactions, mayNotUnmute: () => toasts.show(t("groupCalls.mayNotUnmute")) };
}
