import { defineAsyncComponent } from "vue";

/** Fetched when somebody looks at the details of a group, not before. */
export default defineAsyncComponent(() => import("../features/groups/GroupPanel.vue"));
