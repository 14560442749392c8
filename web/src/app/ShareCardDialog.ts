import { defineAsyncComponent } from "vue";

/** Fetched when somebody wants to give a card to somebody else, not before. */
export default defineAsyncComponent(() => import("../features/chat/ShareCard.vue"));
