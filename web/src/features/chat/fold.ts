const foldAtLines = 20;
const charactersPerLine = 38;

/** How many lines a text takes, roughly: real breaks plus what wraps. Han characters are twice as wide as Latin. */
export function estimatedLines(text: string): number {
  let lines = 0;
  for (const line of text.split("\n")) {
    let width = 0;
    for (const character of line) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
    lines += Math.max(1, Math.ceil(width / (charactersPerLine * 2)));
  }
  return lines;
}

export function isLong(text: string): boolean {
  return estimatedLines(text) > foldAtLines;
}
