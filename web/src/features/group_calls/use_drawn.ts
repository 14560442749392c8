import { onBeforeUnmount, onMounted, watch, type Ref } from "vue";
import { useGroupCalls } from "./group_calls_store";

/** Tells the call how large `key` ("user:source") is drawn in this element; nothing while it is out of sight. */
export function useDrawn(element: Ref<HTMLElement | null>, key: () => string | null): void {
  const { demand } = useGroupCalls();
  const place = Symbol("drawn");
  let seen = false;

  function told(): void {
    const now = key();
    const lines = seen ? (element.value?.clientHeight ?? 0) * window.devicePixelRatio : 0;
    if (now === null) demand.remove(place);
    else demand.put(place, now, Math.round(lines));
  }

  const sizes = new ResizeObserver(told);
  const sights = new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1]?.isIntersecting ?? false;
    told();
  });
  onMounted(() => {
    if (!element.value) return;
    sizes.observe(element.value);
    sights.observe(element.value);
  });
  watch(key, told);
  onBeforeUnmount(() => {
    sizes.disconnect();
    sights.disconnect();
    demand.remove(place);
  });
}
