import { defineAsyncComponent } from "vue";

/** Fetched when somebody looks for files, not before. */
export default defineAsyncComponent(() => import("../features/files/FilesDialog.vue"));
