import { expect, it, vi } from "vitest";
import { useZoom } from "./use_zoom";

const target = { setPointerCapture: () => undefined };
const at = (pointerId: number, clientX: number, clientY = 0) =>
  ({ pointerId, clientX, clientY, currentTarget: target }) as unknown as PointerEvent;

it("grows between its own size and eight times that", () => {
  const zoom = useZoom(() => undefined);
  for (let i = 0; i < 50; i += 1) zoom.by(2);
  expect(zoom.state.scale).toBe(8);
  for (let i = 0; i < 50; i += 1) zoom.by(0.5);
  expect(zoom.state.scale).toBe(1);
});

it("follows two fingers, and one once it is large", () => {
  const zoom = useZoom(() => undefined);
  zoom.pointerDown(at(1, 0));
  zoom.pointerDown(at(2, 100));
  zoom.pointerMove(at(2, 200));
  expect(zoom.state.scale).toBe(2);
  zoom.pointerUp(at(2, 200));
  zoom.pointerMove(at(1, 30, 10));
  expect(zoom.state).toMatchObject({ x: 30, y: 10 });
});

it("tells of a swipe only while nothing is zoomed", () => {
  const swiped = vi.fn();
  const zoom = useZoom(swiped);
  zoom.pointerDown(at(1, 200));
  zoom.pointerUp(at(1, 100));
  zoom.pointerDown(at(1, 100));
  zoom.pointerUp(at(1, 200));
  zoom.by(2);
  zoom.pointerDown(at(1, 100));
  zoom.pointerUp(at(1, 300));
  expect(swiped.mock.calls).toEqual([[1], [-1]]);
});
