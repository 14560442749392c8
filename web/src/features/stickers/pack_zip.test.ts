import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { readPack, UnfitZip, writePack } from "./pack_zip";

const picture = (n: number) => new Uint8Array([71, 73, 70, n]);

function trouble(zip: Uint8Array): string {
  try {
    readPack(zip, "x");
    return "none";
  } catch (problem) {
    return problem instanceof UnfitZip ? problem.why : String(problem);
  }
}

it("what was written is read again, words and order and all", () => {
  const stickers = [
    { word: "困了 🐱", type: "gif", body: picture(1) },
    { word: "", type: "webp", body: picture(2) },
  ];
  const pack = readPack(writePack("猫<b>", stickers), "x");
  expect(pack.name).toBe("猫<b>");
  expect(pack.skipped).toBe(0);
  expect(pack.stickers.map(({ word, body }) => ({ word, body: [...body] }))).toEqual(
    stickers.map(({ word, body }) => ({ word, body: [...body] })),
  );
});

it("a zip of pictures alone is taken by name", () => {
  const zip = zipSync({
    "猫/10.png": picture(10),
    "猫/2.png": picture(2),
    "猫/readme.txt": strToU8("no picture"),
    "__MACOSX/猫/2.png": picture(3),
    "猫/.DS_Store": picture(4),
  });
  const pack = readPack(zip, "我的猫");
  expect(pack.name).toBe("我的猫");
  expect(pack.stickers.map((one) => one.word)).toEqual(["2", "10"]);
  expect(pack.skipped).toBe(1);
});

it("names are only words: what they point at is not looked for", () => {
  const zip = zipSync({ "../../etc/a\n.png": picture(1) });
  expect(readPack(zip, "x").stickers.map((one) => one.word)).toEqual(["a"]);
});

it("a list that lies names nothing that is not there", () => {
  const list = { name: 7, stickers: [{ file: "a.png" }, { file: "b.png" }, null, { file: 1 }] };
  const zip = zipSync({ "stickers.json": strToU8(JSON.stringify(list)), "a.png": picture(1) });
  const pack = readPack(zip, "x");
  expect(pack.name).toBe("x");
  expect(pack.stickers).toHaveLength(1);
});

it("what cannot be a pack is refused with the reason", () => {
  expect(trouble(new Uint8Array([1, 2, 3]))).toBe("unreadable");
  expect(trouble(zipSync({ "a.txt": strToU8("a") }))).toBe("empty");
  const many = Array.from({ length: 121 }, (_, i) => [`${i}.png`, picture(i)] as const);
  expect(trouble(zipSync(Object.fromEntries(many)))).toBe("tooMany");
});

/** What the zip says of the sizes of its parts. */
function forged(zip: Uint8Array, before: number, after: number): Uint8Array {
  const view = new DataView(zip.buffer);
  for (let at = 0; at + 4 < zip.length; at += 1) {
    if (view.getUint32(at, true) === before) view.setUint32(at, after, true);
  }
  return zip;
}

it("a bomb is not unpacked", () => {
  const zeros = new Uint8Array(100_003);
  const parts = Array.from({ length: 20 }, (_, i) => [`${i}.png`, zeros] as const);
  const bomb = zipSync(Object.fromEntries(parts));
  expect(trouble(forged(bomb, zeros.length, 7 * 1024 * 1024))).toBe("tooLarge");
  const large = zipSync({ "a.png": zeros });
  expect(trouble(forged(large, zeros.length, 9 * 1024 * 1024))).toBe("empty");
});

it("a part that says it is small stays small", () => {
  const zip = forged(zipSync({ "a.png": new Uint8Array(100_003) }), 100_003, 100);
  let size = 0;
  try {
    size = readPack(zip, "x").stickers[0]?.body.length ?? 0;
  } catch (problem) {
    expect(problem).toBeInstanceOf(UnfitZip);
  }
  expect(size).toBeLessThanOrEqual(100);
});
