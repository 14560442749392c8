/** The address that leads to somebody: opened here, it finds them. */
export function personLink(origin: string, account: string): string {
  return `${origin}/u/${account}`;
}

/**
 * The account or ID that such an address names; null for any other text. Any host counts: one server has many names,
 * at home, outside and by number.
 */
export function personIn(text: string): string | null {
  return /^https?:\/\/[^/?#\s]+\/u\/([\w-]+)\/?(?:[?#]\S*)?$/i.exec(text.trim())?.[1] ?? null;
}
