// The door to calls of groups: small, so that pages have it at once, and the rest is fetched when somebody goes in.
import { defineStore } from "pinia";
import { ref, shallowRef } from "vue";

export interface GroupCallWish {
  conversationId: number;
  camera: boolean;
}

export const useGroupCallDoor = defineStore("group_call_door", () => {
  /** Somebody wants to go in; whoever answers it empties it. */
  const wish = shallowRef<GroupCallWish | null>(null);
  /** The window of the call is to be large again. */
  const raised = ref(0);

  return {
    wish,
    raised,
    enter: (conversationId: number, camera: boolean) =>
      void (wish.value = { conversationId, camera }),
    raise: () => void (raised.value += 1),
  };
});
