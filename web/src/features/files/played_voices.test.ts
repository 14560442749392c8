import { expect, it } from "vitest";
import { PlayedVoices } from "./played_voices";

function storage(first: string | null = null) {
  let kept = first;
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) };
}

it("remembers over a reload, the newest five hundred", () => {
  const disk = storage();
  const played = new PlayedVoices("key", disk);
  for (let id = 1; id <= 600; id += 1) played.add(id);
  const again = new PlayedVoices("key", disk);
  expect([again.has(100), again.has(101), again.has(600)]).toEqual([false, true, true]);
});

it("begins anew with what is no list", () => {
  for (const broken of ["{", '"text"', '["a"]', "null"])
    expect(new PlayedVoices("key", storage(broken)).has(1)).toBe(false);
});
