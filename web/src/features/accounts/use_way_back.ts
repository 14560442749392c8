// Who follows a link before signing in comes back to it, whichever way in was taken.
import { computed, type ComputedRef } from "vue";
import { useRoute } from "vue-router";

export interface WayBack {
  /** What the links between the ways in carry along. */
  query: ComputedRef<{ back?: string }>;
  /** Where to go once inside. */
  target: ComputedRef<string>;
}

export function useWayBack(): WayBack {
  const route = useRoute();
  const back = computed(() => {
    const wanted = route.query["back"];
    // Never to another host: "//host" and "https:" begin otherwise.
    return typeof wanted === "string" && /^\/[a-z]/.test(wanted) ? wanted : null;
  });
  return {
    query: computed(() => (back.value === null ? {} : { back: back.value })),
    target: computed(() => back.value ?? "/"),
  };
}
