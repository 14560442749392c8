import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from "vue";

const clickPx = 6;

/** Something that can be put elsewhere in the window with a finger or the pointer, and never leaves it. */
export function useDragged(element: Ref<HTMLElement | null>): {
  style: ComputedRef<Record<string, string>>;
  /** The touch that just ended moved it, and was no click. */
  wasDragged: () => boolean;
} {
  const place = ref<{ x: number; y: number } | null>(null);
  let from: { x: number; y: number; box: DOMRect } | null = null;
  let moved = false;

  function down(event: PointerEvent): void {
    const box = element.value?.getBoundingClientRect();
    moved = false;
    if (box && event.button === 0) from = { x: event.clientX, y: event.clientY, box };
  }
  function move(event: PointerEvent): void {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved && Math.hypot(dx, dy) < clickPx) return;
    moved = true;
    place.value = {
      x: within(from.box.left + dx, window.innerWidth - from.box.width),
      y: within(from.box.top + dy, window.innerHeight - from.box.height),
    };
  }
  const up = (): void => void (from = null);

  onMounted(() => {
    element.value?.addEventListener("pointerdown", down);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
  });
  onBeforeUnmount(() => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", up);
  });

  const style = computed((): Record<string, string> => {
    if (!place.value) return {};
    return { left: `${place.value.x}px`, top: `${place.value.y}px`, right: "auto" };
  });
  return { style, wasDragged: () => moved };
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 8), Math.max(8, most - 8));
}
