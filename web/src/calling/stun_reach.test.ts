import { expect, it } from "vitest";
import { wasAnswered } from "./stun_reach";

it.each([
  ["an address is told", { asked: 1, learned: 1, silent: 0 }, true],
  ["the address told is known", { asked: 1, learned: 0, silent: 0 }, true],
  ["one of two networks leads to the server", { asked: 2, learned: 0, silent: 1 }, true],
  ["nothing comes back", { asked: 2, learned: 0, silent: 2 }, false],
  ["there is no network", { asked: 0, learned: 0, silent: 0 }, false],
])("%s", (_, gathered, answered) => {
  expect(wasAnswered(gathered)).toBe(answered);
});
