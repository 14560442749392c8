// The sets that come with 翎. A message names one by a key, such as "bird/hello", so that everybody sees it in their own
// language and as sharp as their screen; beside it goes a PNG for whoever does not know it.
import { birdNames, birdSvg } from "./bird_drawings";
import { mochiNames, mochiSvg, type MochiName } from "./mochi_drawings";

export type DrawingKey = `bird/${(typeof birdNames)[number]}` | `mochi/${MochiName}`;

export const builtInSets: Record<"bird" | "mochi", readonly DrawingKey[]> = {
  bird: birdNames.map((name) => `bird/${name}` as const),
  mochi: mochiNames.map((name) => `mochi/${name}` as const),
};
const known = new Set<string>(Object.values(builtInSets).flat());

export const isDrawing = (key: string | null | undefined): key is DrawingKey =>
  key !== null && key !== undefined && known.has(key);

/** Where its words are among the texts. */
export const drawingWords = (key: DrawingKey): string => `stickers.drawn.${key.replace("/", ".")}`;

/** Letters of any script may be in the words. */
export function drawingSvg(key: DrawingKey, words: string, moving: boolean): string {
  const safe = words.replace(/[<>&]/g, "");
  const [set, name] = key.split("/") as [string, never];
  return set === "mochi" ? mochiSvg(name, safe, moving) : birdSvg(name, safe);
}

export const svgUrl = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;
