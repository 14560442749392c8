import { computed, watch, type ComputedRef } from "vue";
import { avatarUrl } from "../platform/server_address";
import type { Conversation } from "../protocol/protocol";
import { useMembers } from "./members_store";

export interface Face {
  id: number;
  name: string;
  src: string;
}

/** The picture of a group: its own, or of whom it is made; empty for any other conversation. */
export function useFaces(conversation: () => Conversation | undefined): ComputedRef<Face[]> {
  const members = useMembers();
  const own = computed(() => conversation()?.group?.avatar ?? "");
  const ids = computed(() => (own.value ? [] : (conversation()?.group?.face_ids ?? [])));
  watch(
    ids,
    (now) => {
      const id = conversation()?.conversation_id;
      if (id !== undefined && now.length > 0) void members.learn(id, now);
    },
    { immediate: true },
  );
  return computed(() => {
    const one = conversation();
    if (one?.group && own.value) {
      return [{ id: one.conversation_id, name: one.group.name, src: avatarUrl(own.value) }];
    }
    return ids.value.map((id) => {
      const conversationId = conversation()?.conversation_id ?? 0;
      const { avatar } = members.user(conversationId, id);
      return { id, name: members.nameIn(conversationId, id), src: avatarUrl(avatar) };
    });
  });
}
