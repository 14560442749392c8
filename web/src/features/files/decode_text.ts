// Bytes as text: UTF-8 where they are that, UTF-16 by its mark, else GB18030, which Chinese text of old programs is in.

/** null = no text: it holds what no text holds. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return null;
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

export const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** Columns of the longest line; what is not Latin is two wide. */
export function columnsOf(lines: readonly string[]): number {
  let longest = 0;
  for (const line of lines) {
    let columns = 0;
    for (const letter of line)
      columns += letter === "\t" ? 4 : (letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    longest = Math.max(longest, columns);
  }
  return longest;
}
