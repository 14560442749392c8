import type { Directive } from "vue";
import type { MenuPlace } from "./menu";

const holdMs = 500;
const slackPx = 10;

interface Watched {
  ask: (place: MenuPlace) => void;
}
const watched = new WeakMap<HTMLElement, Watched>();

/** Right click, the menu key and a long press all ask for the menu: `v-menu="(place) => …"`. */
export const vMenu: Directive<HTMLElement, (place: MenuPlace) => void> = {
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
    event.preventDefault();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const box = element.getBoundingClientRect();
    const middle = { x: box.left + 24, y: box.top + box.height / 2 };
    state.ask(byKey ? middle : { x: event.clientX, y: event.clientY });
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
    timer = setTimeout(() => {
      asked = true;
      state.ask(start);
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
