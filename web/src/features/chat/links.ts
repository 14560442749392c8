// Finds links in plain text. The answer is a list of pieces for text nodes; nothing here makes markup.

export type Piece = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

// A host needs a dot or a port-like authority; Chinese text and full-width punctuation end a link.
const stop = "\\s<>\"'`\\u3000-\\u303f\\u4e00-\\u9fff\\u3400-\\u4dbf\\uff00-\\uffef\\u2018-\\u201f";
const candidate = new RegExp(
  `(?:https?://[^${stop}]+|mailto:[^${stop}]+@[^${stop}]+|www\\.[^${stop}]+\\.[^${stop}]+` +
    `|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)`,
  "gi",
);
const allowed = new Set(["http:", "https:", "mailto:"]);

export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(candidate)) {
    const found = trimTail(match[0]);
    const href = hrefOf(found);
    if (!href) continue;
    if (match.index > at) pieces.push({ kind: "text", text: text.slice(at, match.index) });
    pieces.push({ kind: "link", text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}

/** A sentence's own punctuation is no part of the link; a closing bracket is when it was opened inside. */
function trimTail(link: string): string {
  let end = link.length;
  while (end > 0) {
    const last = link[end - 1] ?? "";
    if (/[.,:;!?*_~…]/.test(last)) end -= 1;
    else if (last === ")" && count(link, "(", end) < count(link, ")", end)) end -= 1;
    else if (last === "]" && count(link, "[", end) < count(link, "]", end)) end -= 1;
    else break;
  }
  return link.slice(0, end);
}

function count(text: string, sign: string, end: number): number {
  return text.slice(0, end).split(sign).length - 1;
}

function hrefOf(link: string): string | null {
  const address = /^(?:https?:|mailto:)/i.test(link)
    ? link
    : link.includes("@") && !/^www\./i.test(link)
      ? `mailto:${link}`
      : `https://${link}`;
  try {
    const url = new URL(address);
    if (!allowed.has(url.protocol)) return null;
    if (url.protocol !== "mailto:" && url.hostname === "") return null;
    // A name and password in front of the host only serve to mislead about where a link goes.
    if (url.username !== "" || url.password !== "") return null;
    return url.href;
  } catch {
    return null;
  }
}
