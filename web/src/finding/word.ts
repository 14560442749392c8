// A name as it may be typed: each character as it stands, and Han characters also by their pinyin.

/** The readings of a character without tones, all of them; empty for what has none. */
export type Readings = (character: string) => readonly string[];

export const noReadings: Readings = () => [];

export interface Letter {
  /** As it stands, folded: 翎 for 翎, "a" for "Ａ". */
  plain: string;
  /** By sound: whole readings and their initials. Empty for what has no reading. */
  sounds: readonly string[];
  /** Whole readings only: a query may end within one. */
  readings: readonly string[];
  /** Where it begins in the text. */
  at: number;
}

export interface Word {
  text: string;
  letters: readonly Letter[];
  /** All that is written, folded. */
  plain: string;
  hasSounds: boolean;
}

/** Case, width and composed forms do not matter when searching. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

export function spell(text: string, readingsOf: Readings): Word {
  const letters: Letter[] = [];
  let at = 0;
  for (const character of text) {
    const readings = readingsOf(character).flatMap(typed);
    letters.push({ plain: fold(character), sounds: soundsOf(readings), readings, at });
    at += character.length;
  }
  return {
    text,
    letters,
    plain: letters.map((one) => one.plain).join(""),
    hasSounds: letters.some((one) => one.readings.length > 0),
  };
}

/** No keyboard has ü: people type v or u for it. */
function typed(reading: string): string[] {
  return reading.includes("ü") ? [reading.replace("ü", "v"), reading.replace("ü", "u")] : [reading];
}

function soundsOf(readings: readonly string[]): string[] {
  const sounds = new Set<string>();
  for (const reading of readings) {
    sounds.add(reading);
    sounds.add(reading.slice(0, 1));
    if (/^[zcs]h/.test(reading)) sounds.add(reading.slice(0, 2));
  }
  return [...sounds];
}

const mostWords = 20_000;

/** Spells every text once: what did not change costs nothing when something else does. */
export function wordsOf(readings: Readings): (text: string) => Word {
  const known = new Map<string, Word>();
  return (text) => {
    let word = known.get(text);
    if (!word) {
      // Names of long ago go with all others; they come back when they are asked for.
      if (known.size >= mostWords) known.clear();
      word = spell(text, readings);
      known.set(text, word);
    }
    return word;
  };
}
