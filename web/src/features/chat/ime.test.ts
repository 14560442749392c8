import { describe, expect, it } from "vitest";
import { asksToSend, belongsToIme, type EnterKey } from "./ime";

const enter = (change: Partial<EnterKey> = {}): EnterKey => ({
  key: "Enter",
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
});

describe("Enter", () => {
  it.each([
    ["enter", enter(), true],
    ["enter", enter({ shiftKey: true }), false],
    ["enter", enter({ ctrlKey: true }), false],
    ["enter", enter({ key: "a" }), false],
    ["ctrl_enter", enter(), false],
    ["ctrl_enter", enter({ ctrlKey: true }), true],
    ["ctrl_enter", enter({ metaKey: true }), true],
    ["ctrl_enter", enter({ ctrlKey: true, shiftKey: true }), false],
  ] as const)("under %s %o asks to send: %s", (habit, event, sends) => {
    expect(asksToSend(event, habit)).toBe(sends);
  });
});

describe("the input method", () => {
  it("owns a key while composing", () => {
    expect(belongsToIme({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(belongsToIme({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it("owns the Enter that Safari sends after the composition ended", () => {
    expect(belongsToIme({ isComposing: false, keyCode: 229 })).toBe(true);
  });
});
