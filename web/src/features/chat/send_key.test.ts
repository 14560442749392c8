import { describe, expect, it } from "vitest";
import { asksToSend, type EnterKey } from "./send_key";

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
