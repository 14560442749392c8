import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LocalCopies } from "./local_copies";

const revoked = vi.fn<(url: string) => void>();

beforeEach(() => {
  let made = 0;
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `blob:${(made += 1)}`);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(revoked);
});
afterEach(() => {
  vi.restoreAllMocks();
  revoked.mockReset();
});

const blob = new Blob(["a"]);

test("the oldest goes when there are too many, but not what is drawn from", () => {
  const copies = new LocalCopies(2);
  copies.keep("film", blob, null);
  const film = copies.find("film");
  expect(film).toBeDefined();
  if (!film) return;
  const [endFirst, endSecond] = [copies.use(film), copies.use(film)];
  copies.keep("a", blob, null);
  copies.keep("b", blob, null);
  expect(copies.find("film")).toBe(film);
  expect(copies.find("a")).toBeUndefined();
  expect(revoked.mock.calls).toEqual([["blob:2"]]);
  endFirst();
  copies.keep("c", blob, null);
  expect(copies.find("film")).toBe(film);
  endSecond();
  copies.keep("d", blob, null);
  expect(copies.find("film")).toBeUndefined();
  expect(copies.find("d")).toBeDefined();
});
