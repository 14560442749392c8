import type { Readings } from "./word";

/** The dictionary weighs more than the rest of the client, so it comes when somebody searches, and is asked once a character. */
export async function readPinyin(): Promise<Readings> {
  const { pinyin } = await import("pinyin-pro");
  const known = new Map<string, readonly string[]>();
  return (character) => {
    if (!/\p{Script=Han}/u.test(character)) return [];
    let readings = known.get(character);
    if (!readings) {
      const found = pinyin(character, { multiple: true, toneType: "none", type: "array" });
      // What it does not know comes back as it is.
      readings = found.filter((one) => one !== character);
      known.set(character, readings);
    }
    return readings;
  };
}
