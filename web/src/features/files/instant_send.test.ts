import { expect, test, vi } from "vitest";
import type { StoredFile } from "../../protocol/protocol";
import { findOnServer } from "./instant_send";

const stored: StoredFile = { file_id: 7, name: "b.bin", size: 300_000, type: "" };
// Of 300,000 times the letter a, by sha256sum.
const sha256 = "12e1b9b179b29a4f7e5889b185d7ac71bff0ad1f49a7b391d0911b737a0f5381";

const file = (size: number): Blob => new Blob(["a".repeat(size)]);

test("a file that is there is found by its hash", async () => {
  const find = vi.fn(() => Promise.resolve(stored));
  expect(await findOnServer(file(300_000), "b.bin", find)).toBe(7);
  expect(find).toHaveBeenCalledWith({ sha256, size: 300_000, name: "b.bin" });
});

test("what is small is not asked for", async () => {
  const find = vi.fn(() => Promise.resolve(stored));
  expect(await findOnServer(file(1_000), "b.bin", find)).toBeNull();
  expect(find).not.toHaveBeenCalled();
});

test("a refusal means uploading", async () => {
  const find = vi.fn(() => Promise.reject(new Error("not_found")));
  expect(await findOnServer(file(300_000), "b.bin", find)).toBeNull();
});
