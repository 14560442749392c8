/** The address that leads to somebody: opened here, it finds them. */
export function personLink(origin: string, account: string): string {
  return `${origin}/u/${account}`;
}

/**
 * The account or ID that such an address names; null for any other text. Any host counts: one server has many names,
 * at home, outside and by number.
 */
export function personIn(text: string): string | null {
  return lastPart(text, "u");
}

/** The same for an invitation into a group. */
export function invitationIn(text: string): string | null {
  return lastPart(text, "g");
}

function lastPart(text: string, place: "u" | "g"): string | null {
  const address = /^https?:\/\/[^/?#\s]+\/([ug])\/([\w-]+)\/?(?:[?#]\S*)?$/i.exec(text.trim());
  return address?.[1]?.toLowerCase() === place ? (address[2] ?? null) : null;
}
