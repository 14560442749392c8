import { defineAsyncComponent } from "vue";

/** Fetched with the first group that is opened. */
export default defineAsyncComponent(() => import("../features/groups/RoomBars.vue"));
