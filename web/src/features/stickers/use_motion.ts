import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

/** One for the whole page: a long chat has many. */
const seen = new Map<Element, (visible: boolean) => void>();
const observer =
  typeof IntersectionObserver === "undefined"
    ? null
    : new IntersectionObserver((entries) => {
        for (const entry of entries) seen.get(entry.target)?.(entry.isIntersecting);
      });

/** Whether something is on the screen, and whether the reader asked for less motion. */
export function useMotion(element: Ref<HTMLElement | null>): {
  visible: Ref<boolean>;
  reduced: Ref<boolean>;
} {
  const visible = ref(observer === null);
  const query = window.matchMedia("(prefers-reduced-motion: reduce)");
  const reduced = ref(query.matches);
  const changed = (): void => {
    reduced.value = query.matches;
  };
  let watched: HTMLElement | null = null;

  onMounted(() => {
    query.addEventListener("change", changed);
    watched = element.value;
    if (!watched || !observer) return;
    seen.set(watched, (now) => (visible.value = now));
    observer.observe(watched);
  });
  onBeforeUnmount(() => {
    query.removeEventListener("change", changed);
    if (!watched) return;
    seen.delete(watched);
    observer?.unobserve(watched);
  });
  return { visible, reduced };
}
