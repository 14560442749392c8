// Where a message list stands: stays at the foot when it was there, never jumps when history is put on top.
import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";
import { prependedCount, type Row } from "./rows";

/** What is needed of the virtual list. */
export interface ListHandle {
  readonly scrollOffset: number;
  readonly scrollSize: number;
  readonly viewportSize: number;
  findItemIndex(offset: number): number;
  scrollToIndex(index: number, options?: { align?: "start" | "center" | "end" }): void;
}

export interface ListPosition {
  /** History is being put on top in this very change. */
  shift: Ref<boolean>;
  atEnd: Ref<boolean>;
  firstVisible: Ref<number>;
  lastVisible: Ref<number>;
  onScroll(): void;
  toEnd(): void;
  toIndex(index: number): void;
}

const endSlackPx = 48;

export function useListPosition(
  list: Ref<ListHandle | null>,
  scroller: Ref<HTMLElement | null>,
  rows: () => readonly Row[],
  onTop: () => void,
): ListPosition {
  const shift = ref(false);
  const atEnd = ref(true);
  const firstVisible = ref(0);
  const lastVisible = ref(0);
  const nearTopPx = 600;
  let sticky = true;

  function onScroll(): void {
    const handle = list.value;
    if (!handle) return;
    const { scrollOffset, viewportSize, scrollSize } = handle;
    atEnd.value = scrollOffset + viewportSize >= scrollSize - endSlackPx;
    sticky = atEnd.value;
    look();
    if (scrollOffset < nearTopPx) onTop();
  }

  function look(): void {
    const handle = list.value;
    if (!handle) return;
    firstVisible.value = handle.findItemIndex(handle.scrollOffset);
    // A pixel less, or a row that is only touched by the lower edge would count as seen.
    lastVisible.value = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1);
  }

  function toEnd(): void {
    sticky = true;
    atEnd.value = true;
    list.value?.scrollToIndex(rows().length - 1, { align: "end" });
  }

  function toIndex(index: number): void {
    sticky = false;
    list.value?.scrollToIndex(index, { align: "center" });
  }

  watch(
    rows,
    async (now, before) => {
      shift.value = prependedCount(before, now) > 0;
      await nextTick();
      if (sticky && now[now.length - 1]?.key !== before[before.length - 1]?.key) toEnd();
      look();
    },
    { flush: "sync" },
  );

  // The keyboard of a phone, a growing composer or a resized window takes room away at the foot.
  const observer = new ResizeObserver(() => {
    if (sticky) toEnd();
    look();
  });
  onMounted(() => {
    if (scroller.value) observer.observe(scroller.value);
  });
  onBeforeUnmount(() => observer.disconnect());

  return { shift, atEnd, firstVisible, lastVisible, onScroll, toEnd, toIndex };
}
