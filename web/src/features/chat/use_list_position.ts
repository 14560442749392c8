// Where a message list stands: stays at the foot when it was there, never jumps when history is put on top.
import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";
import { changedAtTop, type Row } from "./rows";

/** What is needed of the virtual list. */
export interface ListHandle {
  readonly scrollOffset: number;
  readonly scrollSize: number;
  readonly viewportSize: number;
  findItemIndex(offset: number): number;
  scrollToIndex(
    index: number,
    options?: { align?: "start" | "center" | "end"; offset?: number },
  ): void;
}

export interface ListPosition {
  /** History is being put on top in this very change. */
  shift: Ref<boolean>;
  atEnd: Ref<boolean>;
  firstVisible: Ref<number>;
  lastVisible: Ref<number>;
  onScroll(): void;
  /** Something in the list, or the room for it, has another size now. */
  onResize(): void;
  /** The person opens something up here: what they read stays, even at the foot. */
  stayHere(): void;
  toEnd(): void;
  toIndex(index: number): void;
}

const endSlackPx = 48;
/** What was read before stays in sight above the line of new messages. */
const contextPx = 96;
/** What a person does to scroll; any other movement is the list finding its place, and no wish of theirs. */
const handMoves = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

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
  /** To stay at the foot, whatever comes or changes its size. */
  let sticky = true;
  let movedByHand = false;

  function onScroll(): void {
    const box = scroller.value;
    if (!box) return;
    look();
    if (atEnd.value) sticky = true;
    else if (movedByHand) sticky = false;
    // Rows above were taller than believed, or the last key press was still gliding.
    else if (sticky) requestAnimationFrame(returnToEnd);
    if (box.scrollTop < nearTopPx) onTop();
  }

  function returnToEnd(): void {
    if (sticky && !atEnd.value) scrollToEnd();
  }

  function look(): void {
    const handle = list.value;
    const box = scroller.value;
    // While another page covers the room nothing of it is seen.
    if (!handle || !box || box.clientHeight === 0) return;
    atEnd.value = box.scrollTop + box.clientHeight >= box.scrollHeight - endSlackPx;
    firstVisible.value = handle.findItemIndex(handle.scrollOffset);
    // A pixel less, or a row that is only touched by the lower edge would count as seen.
    // At the foot it is the last one, whatever the virtual list believes: it may hear of this very scroll after us.
    lastVisible.value = atEnd.value
      ? rows().length - 1
      : handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1);
  }

  function toEnd(): void {
    sticky = true;
    movedByHand = false;
    scrollToEnd();
  }

  function scrollToEnd(): void {
    list.value?.scrollToIndex(rows().length - 1, { align: "end" });
  }

  function toIndex(index: number): void {
    sticky = false;
    list.value?.scrollToIndex(index, { align: "start", offset: -contextPx });
  }

  watch(
    rows,
    async (now, before) => {
      shift.value = changedAtTop(before, now);
      await nextTick();
      if (sticky && now[now.length - 1]?.key !== before[before.length - 1]?.key) toEnd();
      look();
    },
    { flush: "sync" },
  );

  // The keyboard of a phone, a growing composer or a resized window takes room away at the foot.
  function onResize(): void {
    if (sticky) scrollToEnd();
    look();
  }

  function onHand(): void {
    movedByHand = true;
  }

  const observer = new ResizeObserver(onResize);
  onMounted(() => {
    const box = scroller.value;
    if (!box) return;
    observer.observe(box);
    // The rows get their true heights some frames after they came, which can put the foot in sight without a scroll.
    for (const part of box.children) observer.observe(part);
    for (const move of handMoves) box.addEventListener(move, onHand, { passive: true });
  });
  onBeforeUnmount(() => observer.disconnect());

  const stayHere = (): void => {
    sticky = false;
  };
  return {
    shift,
    atEnd,
    firstVisible,
    lastVisible,
    onScroll,
    onResize,
    stayHere,
    toEnd,
    toIndex,
  };
}
