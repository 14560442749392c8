import { defineAsyncComponent } from "vue";

/** Fetched when somebody looks at a sticker, not before. */
export default defineAsyncComponent(() => import("../features/stickers/StickerViewer.vue"));
