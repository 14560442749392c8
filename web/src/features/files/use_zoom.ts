import { computed, reactive, type ComputedRef } from "vue";

const most = 8;
const clickPx = 6;

export interface ZoomModel {
  state: { scale: number; x: number; y: number; turns: number };
  style: ComputedRef<{ transform: string }>;
  by(factor: number): void;
  turn(): void;
  reset(): void;
  wheel(event: WheelEvent): void;
  pointerDown(event: PointerEvent): void;
  pointerMove(event: PointerEvent): void;
  pointerUp(event: PointerEvent): void;
  /** The last press moved the pointer: it is no click. */
  wasDragged(): boolean;
}

/** Larger, smaller, turned, moved: by wheel, by one finger and by two. `swiped` tells of a swipe while nothing is zoomed. */
export function useZoom(swiped: (direction: -1 | 1) => void): ZoomModel {
  const state = reactive({ scale: 1, x: 0, y: 0, turns: 0 });
  const fingers = new Map<number, { x: number; y: number }>();
  let startX = 0;
  let startY = 0;
  let farthest = 0;
  let moved = 0;

  const style = computed(() => ({
    transform: `translate(${state.x}px, ${state.y}px) rotate(${state.turns * 90}deg) scale(${state.scale})`,
  }));

  function by(factor: number): void {
    state.scale = Math.min(most, Math.max(1, state.scale * factor));
    if (state.scale === 1) state.x = state.y = 0;
  }

  function reset(): void {
    Object.assign(state, { scale: 1, x: 0, y: 0, turns: 0 });
    fingers.clear();
  }

  function spread(): number {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  function pointerDown(event: PointerEvent): void {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    [startX, startY, farthest] = [event.clientX, event.clientY, 0];
    moved = fingers.size;
  }

  function pointerMove(event: PointerEvent): void {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    farthest = Math.max(farthest, Math.hypot(event.clientX - startX, event.clientY - startY));
    const before = spread();
    const [dx, dy] = [event.clientX - finger.x, event.clientY - finger.y];
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before > 0) by(spread() / before);
    else if (state.scale > 1) {
      state.x += dx;
      state.y += dy;
    }
  }

  function pointerUp(event: PointerEvent): void {
    if (!fingers.delete(event.pointerId)) return;
    const way = event.clientX - startX;
    if (moved === 1 && state.scale === 1 && Math.abs(way) > 60) swiped(way > 0 ? -1 : 1);
  }

  return {
    state,
    style,
    by,
    turn: () => (state.turns += 1),
    reset,
    wheel: (event) => by(event.deltaY < 0 ? 1.15 : 1 / 1.15),
    pointerDown,
    pointerMove,
    pointerUp,
    wasDragged: () => farthest > clickPx,
  };
}
