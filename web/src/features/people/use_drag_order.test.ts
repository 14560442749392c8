// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { moved, useDragOrder } from "./use_drag_order";

const letters = ["a", "b", "c", "d"];

function listOf(count: number): HTMLElement {
  const list = document.createElement("ul");
  for (let at = 0; at < count; at += 1) {
    const item = document.createElement("li");
    item.getBoundingClientRect = () => new DOMRect(0, at * 40, 100, 40);
    list.append(item);
  }
  return list;
}
const point = (name: string, clientY = 0) =>
  window.dispatchEvent(new MouseEvent(name, { clientY }));

describe("putting in order by dragging", () => {
  it("moves one and keeps the others as they were", () => {
    expect(moved(letters, 0, 2)).toEqual(["b", "c", "a", "d"]);
    expect(moved(letters, 3, 0)).toEqual(["d", "a", "b", "c"]);
    expect(moved(letters, 1, 1)).toEqual(letters);
  });

  it("shows where it would fall, and says so once it is let go", async () => {
    const drop = vi.fn(() => Promise.resolve());
    const { order, dragged, take } = useDragOrder(() => letters, drop);
    take(listOf(4), 0);
    point("pointermove", 110);
    expect(order.value).toEqual(["b", "c", "a", "d"]);
    expect(dragged.value).toBe("a");
    expect(drop).not.toHaveBeenCalled();
    point("pointerup");
    expect(drop).toHaveBeenCalledExactlyOnceWith("a", 2);
    expect(order.value).toEqual(["b", "c", "a", "d"]);
    await vi.waitFor(() => expect(dragged.value).toBeNull());
    point("pointermove", 10);
    expect(order.value).toEqual(letters);
  });

  it("changes nothing when it falls where it was, or the pointer is taken away", () => {
    const drop = vi.fn(() => Promise.resolve());
    const { order, dragged, take } = useDragOrder(() => letters, drop);
    take(listOf(4), 2);
    point("pointermove", 95);
    point("pointerup");
    take(listOf(4), 2);
    point("pointermove", 0);
    point("pointercancel");
    expect(drop).not.toHaveBeenCalled();
    expect(order.value).toEqual(letters);
    expect(dragged.value).toBeNull();
  });
});
