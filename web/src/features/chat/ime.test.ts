import { describe, expect, it } from "vitest";
import { asksToSend, ImeGuard, type EnterKey } from "./ime";

const enter = (change: Partial<EnterKey> = {}): EnterKey => ({
  key: "Enter",
  isComposing: false,
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
  it("owns Enter while composing", () => {
    expect(new ImeGuard().isComposing(enter({ isComposing: true }), 0)).toBe(true);
    expect(new ImeGuard().isComposing(enter(), 0)).toBe(false);
  });

  it("owns Enter for a tenth of a second after it ended", () => {
    const ime = new ImeGuard();
    ime.compositionEnded(1_000);
    expect(ime.isComposing(enter(), 1_099)).toBe(true);
    expect(ime.isComposing(enter(), 1_100)).toBe(false);
  });
});
