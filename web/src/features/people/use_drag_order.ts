import { computed, shallowRef, type ComputedRef } from "vue";

export interface DragOrder<T> {
  /** As it would be if what is dragged were let go now. */
  order: ComputedRef<T[]>;
  /** Which one is dragged. */
  dragged: ComputedRef<T | null>;
  /** When a pointer goes down on the handle of the item at `index`; the items are the children of `list`. */
  take: (list: HTMLElement, index: number) => void;
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  return item === undefined ? rest : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Putting a list in order with the mouse or a finger. `drop` is told only of what really moved. */
export function useDragOrder<T>(
  items: () => readonly T[],
  drop: (item: T, place: number) => Promise<unknown>,
): DragOrder<T> {
  /** As things stood when it was taken: news that comes meanwhile must not make it jump. */
  const drag = shallowRef<{ items: readonly T[]; from: number; to: number } | null>(null);

  function take(list: HTMLElement, index: number): void {
    const boxes = [...list.children].map((child) => child.getBoundingClientRect());
    const abort = new AbortController();
    const { signal } = abort;
    const before = items();
    drag.value = { items: before, from: index, to: index };

    const move = (moving: PointerEvent): void => {
      const passed = boxes.filter((box, at) => at !== index && moving.clientY > middle(box)).length;
      drag.value = { items: before, from: index, to: passed };
    };
    const end = (keep: boolean): void => {
      abort.abort();
      const now = drag.value;
      const item = before[index];
      const put = (): void => void (drag.value = null);
      if (!keep || !now || now.to === now.from || item === undefined) return put();
      // It stays where it was let go until the answer is there.
      void drop(item, now.to).then(put, put);
    };
    // On the window: the handle itself is moved about in the page, which ends any capture of the pointer.
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", () => end(true), { signal });
    window.addEventListener("pointercancel", () => end(false), { signal });
  }

  const order = computed(() =>
    drag.value ? moved(drag.value.items, drag.value.from, drag.value.to) : [...items()],
  );
  const dragged = computed(() => (drag.value ? (drag.value.items[drag.value.from] ?? null) : null));
  return { order, dragged, take };
}

function middle(box: DOMRect): number {
  return box.top + box.height / 2;
}
