import { defineAsyncComponent } from "vue";

/** Fetched when somebody wants to start a group, not before. */
export default defineAsyncComponent(() => import("../features/groups/CreateGroup.vue"));
