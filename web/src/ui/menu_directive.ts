import type { Directive } from "vue";
import type { MenuPlace } from "./menu";

const holdMs = 500;
const slackPx = 10;

/** Answers false when there is no menu of ours here, and the browser shall show its own. */
type Ask = (place: MenuPlace, target: HTMLElement) => boolean;
interface Watched {
  ask: Ask;
}
const watched = new WeakMap<HTMLElement, Watched>();

/**
 * Right click, the menu key and a long press all ask for the menu: `v-menu="(place, target) => …"`. On a list it serves
 * all items, `target` tells which was meant.
 */
export const vMenu: Directive<HTMLElement, Ask> = {
  mounted(element, binding) {
    const state: Watched = { ask: binding.value };
    watched.set(element, state);
    watchMouseAndKeys(element, state);
    watchTouch(element, state);
  },
  updated(element, binding) {
    const state = watched.get(element);
    if (state) state.ask = binding.value;
  },
};

function watchMouseAndKeys(element: HTMLElement, state: Watched): void {
  element.addEventListener("contextmenu", (event) => {
    const target = event.target as HTMLElement;
    const byKey = event.clientX === 0 && event.clientY === 0;
    const box = target.getBoundingClientRect();
    const middle = { x: box.left + 24, y: box.top + box.height / 2 };
    const place = byKey ? middle : { x: event.clientX, y: event.clientY };
    if (state.ask(place, target)) event.preventDefault();
  });
}

/** Safari on a phone sends no contextmenu event, so the press is timed here. */
function watchTouch(element: HTMLElement, state: Watched): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: MenuPlace = { x: 0, y: 0 };
  let asked = false;
  element.addEventListener("pointerdown", (event) => {
    asked = false;
    if (event.pointerType !== "touch") return;
    start = { x: event.clientX, y: event.clientY };
    const target = event.target as HTMLElement;
    timer = setTimeout(() => {
      asked = state.ask(start, target);
    }, holdMs);
  });
  element.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > slackPx) clearTimeout(timer);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    element.addEventListener(end, () => clearTimeout(timer));
  }
  // The finger that held is lifted at last: that is no click.
  element.addEventListener(
    "click",
    (event) => {
      if (!asked) return;
      asked = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
