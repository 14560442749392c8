import { defineAsyncComponent } from "vue";

/** Fetched when somebody wants to sort friends, not before. */
export default defineAsyncComponent(() => import("../features/people/FriendGroupsDialog.vue"));
