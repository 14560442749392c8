/** Up, down, Home and End move the focus among the items of a list; `selector` finds them inside it. */
/** From outside the items the keys come in at the top, or at the end with `entry` -1. */
export function moveFocus(
  event: KeyboardEvent,
  list: HTMLElement,
  selector: string,
  entry: 0 | -1 = 0,
): void {
  const items = [...list.querySelectorAll<HTMLElement>(selector)];
  if (items.length === 0) return;
  const found = items.findIndex((item) => item === document.activeElement);
  const at = found < 0 && entry === -1 ? items.length : found;
  const target: Record<string, number> = {
    ArrowDown: Math.min(items.length - 1, at + 1),
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: items.length - 1,
  };
  const index = target[event.key];
  if (index === undefined) return;
  event.preventDefault();
  items[index]?.focus();
}
