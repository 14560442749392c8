// The list of contacts as rows from top to bottom: friend groups one after the other, open or folded.
import type { Friend, FriendGroup, User } from "../../protocol/protocol";
import { sections } from "./friend_order";

/** A friend group of mine, 0 for the default one; or the starred friends, who are in theirs as well. */
export type DrawerId = number | "starred";

export interface Drawer {
  id: DrawerId;
  name: string;
  /** In the order of a phone book. */
  users: User[];
}

export type ContactRow =
  | {
      kind: "drawer";
      key: string;
      id: DrawerId;
      name: string;
      online: number;
      total: number;
      open: boolean;
    }
  | { kind: "letter"; key: string; letter: string }
  | { kind: "friend"; key: string; drawer: DrawerId; user: User; place: number; total: number };

/** With fewer friends than this, letters between them only get in the way. */
const lettersFrom = 16;

/** All friend groups in my order with who is in them; the starred first, when there are any. */
export function drawersOf(
  friends: readonly Friend[],
  groups: readonly FriendGroup[],
  say: {
    starred: string;
    standard: string;
    userOf: (id: number) => User;
    nameOf: (user: User) => string;
  },
): Drawer[] {
  const inside = new Map<DrawerId, User[]>([[0, []]]);
  for (const group of groups) inside.set(group.friend_group_id, []);
  const users = new Map(friends.map((one) => [one.user_id, say.userOf(one.user_id)]));
  const inOrder = sections([...users.values()], say.nameOf).flatMap((one) => one.users);
  const friendOf = new Map(friends.map((one) => [one.user_id, one]));
  const starred: User[] = [];
  for (const user of inOrder) {
    const friend = friendOf.get(user.user_id);
    inside.get(friend?.friend_group_id ?? 0)?.push(user);
    if (friend?.starred) starred.push(user);
  }
  const drawer = (id: DrawerId, name: string): Drawer => ({
    id,
    name,
    users: inside.get(id) ?? [],
  });
  return [
    ...(starred.length > 0 ? [{ id: "starred" as const, name: say.starred, users: starred }] : []),
    drawer(0, say.standard),
    ...groups.map((one) => drawer(one.friend_group_id, one.name)),
  ];
}

export function contactRows(
  drawers: readonly Drawer[],
  look: {
    isOpen: (id: DrawerId) => boolean;
    isOnline: (userId: number) => boolean;
    letterOf: (user: User) => string;
  },
): ContactRow[] {
  return drawers.flatMap((drawer) => {
    const { id, name, users } = drawer;
    const total = users.length;
    const online = users.filter((user) => look.isOnline(user.user_id)).length;
    const open = look.isOpen(id);
    const rows: ContactRow[] = [{ kind: "drawer", key: `${id}`, id, name, online, total, open }];
    if (!open) return rows;
    let letter = "";
    users.forEach((user, index) => {
      const own = id === "starred" || total < lettersFrom ? "" : look.letterOf(user);
      if (own !== letter) rows.push({ kind: "letter", key: `${id}:${own}`, letter: own });
      letter = own;
      const key = `${id}:${user.user_id}`;
      rows.push({ kind: "friend", key, drawer: id, user, place: index + 1, total });
    });
    return rows;
  });
}
