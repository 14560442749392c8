import { defineAsyncComponent } from "vue";

/** Fetched when somebody wants to add a friend, not before. */
export default defineAsyncComponent(() => import("../features/people/AddFriend.vue"));
