import { expect, it } from "vitest";
import { newClientId, uuidV7 } from "./uuid";

it("has the layout of RFC 9562", () => {
  const id = uuidV7(0x0123456789ab, new Uint8Array(10).fill(0xff));
  expect(id).toBe("01234567-89ab-7fff-bfff-ffffffffffff");
});

it("makes ids that sort in the order they were made", () => {
  const ids = Array.from({ length: 500 }, newClientId);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(500);
});
