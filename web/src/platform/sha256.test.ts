import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256Hex } from "./sha256";

const hex = (text: string) => sha256Hex(new TextEncoder().encode(text));

it("knows the examples of the standard", () => {
  expect(hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("agrees with another implementation at every length around a block", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "x".repeat(length);
    expect(hex(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
