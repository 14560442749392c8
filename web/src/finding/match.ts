// Whether a query finds a name, how well, and which part of it to mark.
import { fold, type Letter, type Word } from "./word";

export interface Match {
  /** The smaller, the better. */
  rank: number;
  /** The part of the text that was meant, in UTF-16 units. */
  from: number;
  to: number;
}

export interface Query {
  plain: string;
  /** Without the spaces and apostrophes that people put between syllables; empty when it cannot be pinyin. */
  sound: string;
}

export function queryOf(text: string): Query {
  const plain = fold(text.trim());
  const sound = plain.replace(/[\s']/g, "").replace(/ü/g, "v");
  return { plain, sound: /[a-z]/.test(sound) ? sound : "" };
}

/** Ranks: the whole as written, its beginning, the beginning by sound, the inside as written, the inside by sound. */
export function match(word: Word, query: Query): Match | null {
  if (query.plain === "") return null;
  const written = word.plain.includes(query.plain) ? find(word, query.plain, writtenAs) : null;
  if (written?.from === 0) return { ...written, rank: written.to === word.text.length ? 0 : 1 };
  const sounding = word.hasSounds && query.sound !== "" ? find(word, query.sound, soundsAs) : null;
  if (sounding?.from === 0) return { ...sounding, rank: 2 };
  if (written) return { ...written, rank: 3 };
  return sounding && { ...sounding, rank: 4 };
}

/** Where the query may stand after `letter` when it stands at `at` before; `done` when it may end there. */
type Step = (letter: Letter, query: string, at: number) => { next: number[]; done: boolean };

const writtenAs: Step = ({ plain }, query, at) => ({
  next: query.startsWith(plain, at) ? [at + plain.length] : [],
  done: false,
});

const soundsAs: Step = ({ plain, sounds, readings }, query, at) => {
  // Who types "wangwu" means "Wang Wu" too.
  if (plain.trim() === "") return { next: [at], done: false };
  const rest = query.slice(at);
  const next: number[] = [];
  if (rest.startsWith(plain)) next.push(at + plain.length);
  for (const sound of sounds) if (rest.startsWith(sound)) next.push(at + sound.length);
  // "zhangsa" is 张三 on the way.
  const done = rest !== "" && readings.some((reading) => reading.startsWith(rest));
  return { next, done };
};

function find(word: Word, query: string, step: Step): { from: number; to: number } | null {
  for (let start = 0; start < word.letters.length; start += 1) {
    const from = word.letters[start];
    const end = endOf(word.letters, query, start, step);
    if (from && end !== null) {
      return { from: from.at, to: word.letters[end]?.at ?? word.text.length };
    }
  }
  return null;
}

/** The letter after the last one that is needed; null when the query does not stand here. */
function endOf(
  letters: readonly Letter[],
  query: string,
  start: number,
  step: Step,
): number | null {
  let places = new Set([0]);
  for (let i = start; places.size > 0; i += 1) {
    const letter = letters[i];
    if (!letter) return null;
    const after = new Set<number>();
    for (const at of places) {
      const { next, done } = step(letter, query, at);
      if (done || next.includes(query.length)) return i + 1;
      next.forEach((place) => after.add(place));
    }
    places = after;
  }
  return null;
}
