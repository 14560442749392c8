import { expect, it } from "vitest";
import { fitMenu } from "./menu";

const room = { width: 400, height: 800 };
const menu = { width: 170, height: 120 };

it.each([
  ["where it was asked for", { x: 50, y: 60 }, { x: 50, y: 60 }],
  ["away from the right edge", { x: 390, y: 60 }, { x: 222, y: 60 }],
  ["above, at the foot", { x: 50, y: 780 }, { x: 50, y: 660 }],
  ["never outside", { x: -20, y: 60 }, { x: 8, y: 60 }],
])("%s", (_name, place, expected) => {
  expect(fitMenu(place, menu, room)).toEqual(expected);
});
