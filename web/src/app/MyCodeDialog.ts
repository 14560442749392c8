import { defineAsyncComponent } from "vue";

/** Fetched when somebody wants to show their code, not before. */
export default defineAsyncComponent(() => import("../features/people/MyCode.vue"));
