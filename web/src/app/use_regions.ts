import { onBeforeUnmount, onMounted } from "vue";

const focusable = "a[href], button:not(:disabled), input, textarea, [tabindex='0']";

/** F6 goes from one part of the window to the next, Shift+F6 back. */
export function useRegions(): void {
  function pressed(event: KeyboardEvent): void {
    if (event.key !== "F6") return;
    const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
      (region) => region.offsetParent !== null,
    );
    if (regions.length === 0) return;
    event.preventDefault();
    const at = regions.findIndex((region) => region.contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    const next = regions[(at + step + regions.length) % regions.length];
    entryOf(next)?.focus();
  }

  onMounted(() => window.addEventListener("keydown", pressed));
  onBeforeUnmount(() => window.removeEventListener("keydown", pressed));
}

function entryOf(region: HTMLElement | undefined): HTMLElement | null {
  if (!region) return null;
  if (region.tabIndex >= 0) return region;
  return (
    region.querySelector<HTMLElement>("textarea, [aria-current=page]") ??
    region.querySelector<HTMLElement>(focusable)
  );
}
