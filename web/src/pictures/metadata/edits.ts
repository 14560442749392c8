// What is left out of a file, or stands there instead: so a film of gigabytes is changed without being read.

/** From `from` up to `to` stands `with`, or nothing. */
export interface Edit {
  from: number;
  to: number;
  with: Uint8Array | null;
}

export const cut = (from: number, to: number): Edit => ({ from, to, with: null });
/** As many zeros, so that all else stays where it is. */
export const zeros = (from: number, to: number): Edit => ({
  from,
  to,
  with: new Uint8Array(Math.max(0, to - from)),
});
export const put = (from: number, bytes: Uint8Array): Edit => ({
  from,
  to: from + bytes.length,
  with: bytes,
});

/** A later edit of the same bytes counts for nothing. */
export function edited(file: Blob, edits: readonly Edit[]): Blob {
  const parts: BlobPart[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
    if (edit.from < at) continue;
    parts.push(file.slice(at, edit.from));
    if (edit.with) parts.push(new Uint8Array(edit.with));
    at = edit.to;
  }
  parts.push(file.slice(at));
  return new Blob(parts, { type: file.type });
}

export function ascii(view: DataView, at: number, length: number): string {
  let text = "";
  for (let i = 0; i < length; i += 1) text += String.fromCharCode(view.getUint8(at + i));
  return text;
}
