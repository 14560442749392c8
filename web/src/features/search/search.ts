// From a query to what is shown: the best of each kind, in an order that holds still.
import type { Entry, EntryKind, FieldKind } from "./entries";
import { match, queryOf, type Match, type Query } from "../../finding/match";

export interface Hit {
  entry: Entry;
  field: FieldKind;
  text: string;
  match: Match;
  /** Of the best of its names, which need not be the one that is marked. */
  rank: number;
}

export interface Section {
  kind: EntryKind;
  hits: Hit[];
  /** How many more there are than are shown. */
  more: number;
}

const kinds: readonly EntryKind[] = ["friend", "group", "conversation"];
/** More than a screen full helps nobody: the next letter does. */
const mostPerKind = 30;

export function search(entries: readonly Entry[], text: string): Section[] {
  const query = queryOf(text);
  if (query.plain === "") return [];
  const found = new Map<EntryKind, Hit[]>();
  for (const entry of entries) {
    const hit = bestOf(entry, query);
    if (!hit) continue;
    const others = found.get(entry.kind);
    if (others) others.push(hit);
    else found.set(entry.kind, [hit]);
  }
  return kinds.flatMap((kind) => {
    const hits = (found.get(kind) ?? []).sort(compare);
    if (hits.length === 0) return [];
    return [
      { kind, hits: hits.slice(0, mostPerKind), more: Math.max(0, hits.length - mostPerKind) },
    ];
  });
}

/**
 * Marks the name that people know best among those that begin so, else the one that matches best. An ID is found whole:
 * parts of numbers say nothing.
 */
function bestOf(entry: Entry, query: Query): Hit | null {
  let best = null as Hit | null;
  for (const { kind, word } of entry.fields) {
    if (kind === "id" && word.text !== query.plain) continue;
    const found = match(word, query);
    if (!found) continue;
    const rank = Math.min(found.rank, best?.rank ?? Infinity);
    if (best && (best.match.from === 0 || found.rank >= best.match.rank)) best = { ...best, rank };
    else best = { entry, field: kind, text: word.text, match: found, rank };
  }
  return best;
}

function compare(a: Hit, b: Hit): number {
  return (
    a.rank - b.rank ||
    Number(b.entry.starred) - Number(a.entry.starred) ||
    b.entry.talkedAt - a.entry.talkedAt ||
    a.entry.name.length - b.entry.name.length ||
    a.entry.id - b.entry.id
  );
}
