// Mentions in what somebody writes and in what was written. Offsets are in UTF-16 code units. Pure.
import type { Mention } from "../../protocol/protocol";
import { splitLinks, type Piece } from "./links";

/** Somebody chosen for an '@'; null = everybody. */
export interface Picked {
  label: string;
  userId: number | null;
}

/** An '@' that is being written, and what follows it up to the caret. */
export interface MentionQuery {
  at: number;
  words: string;
}

const longestQuery = 20;
const mostMentions = 50;

/** In an e-mail address it does not. */
const beginsName = (text: string, at: number): boolean =>
  !/[A-Za-z0-9._%+-]$/.test(text.slice(0, at));

/** A Latin name ends where its word does; a Chinese one may be followed by anything. */
const endsName = (label: string, after: string): boolean =>
  !/[A-Za-z0-9_]$/.test(label) || !/^[A-Za-z0-9_]/.test(after);

/** The '@' the caret is at; null where none begins a name, as in an e-mail address. */
export function queryAt(text: string, caret: number): MentionQuery | null {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at - 1 > longestQuery) return null;
  const words = text.slice(at + 1, caret);
  if (/\s/.test(words) || !beginsName(text, at)) return null;
  return { at, words };
}

/** Where those picked stand in a text that may have been changed since. Of two alike the first picked stands first. */
export function mentionsIn(text: string, picked: readonly Picked[]): Mention[] {
  const waiting = new Map<string, (number | null)[]>();
  for (const { label, userId } of picked) {
    waiting.set(label, [...(waiting.get(label) ?? []), userId]);
  }
  const longestFirst = [...waiting.keys()].sort((a, b) => b.length - a.length);
  const mentions: Mention[] = [];
  let offset = text.indexOf("@");
  while (offset >= 0 && mentions.length < mostMentions) {
    const label = longestFirst.find(
      (one) =>
        text.startsWith(one, offset + 1) &&
        beginsName(text, offset) &&
        endsName(one, text.slice(offset + 1 + one.length)),
    );
    const [userId, ...others] = (label && waiting.get(label)) || [];
    if (label && userId !== undefined) {
      mentions.push({ user_id: userId, offset, length: label.length + 1 });
      if (others.length > 0) waiting.set(label, others);
    }
    offset = text.indexOf("@", offset + 1 + (label?.length ?? 0));
  }
  return mentions;
}

export type TextPiece = Piece | { kind: "mention"; text: string; userId: number | null };

/** A text as it is drawn. */
export function splitText(text: string, mentions: readonly Mention[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { user_id: userId, offset, length } of mentions) {
    pieces.push(...splitLinks(text.slice(done, offset)));
    done = offset + length;
    pieces.push({ kind: "mention", text: text.slice(offset, done), userId });
  }
  return [...pieces, ...splitLinks(text.slice(done))];
}
