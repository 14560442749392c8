/** Up, down, Home and End move the focus among the items of a list; `selector` finds them inside it. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement, selector: string): void {
  const items = [...list.querySelectorAll<HTMLElement>(selector)];
  if (items.length === 0) return;
  const at = items.findIndex((item) => item === document.activeElement);
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
