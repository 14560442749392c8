import type { User } from "../../protocol/protocol";

export interface FriendSection {
  /** A Latin letter, or "#". */
  letter: string;
  users: User[];
}

// The first Han character of each letter in pinyin order: what sorts at or after it, and before the next, belongs to it.
const firsts = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
const letters = "ABCDEFGHJKLMNOPQRSTWXYZ";
const pinyin = new Intl.Collator("zh-CN-u-co-pinyin");

export function initialOf(name: string): string {
  const first = [...name.trim()][0] ?? "";
  if (/[a-z]/i.test(first)) return first.toUpperCase();
  if (!/\p{Script=Han}/u.test(first)) return "#";
  let found = "A";
  [...firsts].forEach((start, i) => {
    if (pinyin.compare(start, first) <= 0) found = letters[i] ?? found;
  });
  return found;
}

/** Friends under the initials of what I call them, A to Z and then "#"; within one in the order of a phone book. */
export function sections(users: readonly User[], nameOf: (user: User) => string): FriendSection[] {
  const byLetter = new Map<string, User[]>();
  const sorted = [...users].sort((a, b) => pinyin.compare(nameOf(a), nameOf(b)));
  for (const user of sorted) {
    const letter = initialOf(nameOf(user));
    const section = byLetter.get(letter);
    if (section) section.push(user);
    else byLetter.set(letter, [user]);
  }
  const rank = (letter: string): string => (letter === "#" ? "~" : letter);
  return [...byLetter]
    .map(([letter, found]) => ({ letter, users: found }))
    .sort((a, b) => (rank(a.letter) < rank(b.letter) ? -1 : 1));
}
