/** What stands on an avatar without a picture: the last Han character of a name, or up to two initials. */
export function avatarLetter(name: string): string {
  const trimmed = name.trim();
  const han = trimmed.match(/\p{Script=Han}/gu);
  if (han) return han[han.length - 1] ?? "";
  const words = trimmed.split(/[\s_-]+/).filter((word) => word !== "");
  const initials = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return initials.join("").toUpperCase();
}

/** One of eight hues, the same for a user everywhere. */
export function avatarHue(id: number): number {
  return (((id * 5) % 8) + 8) % 8;
}
