// What can be found here without asking anybody: friends, groups, other conversations, each with the names it may be
// looked for by.
import type { Conversation } from "../../protocol/protocol";
import { conversationName, displayName, nameFor, userOf } from "../../session/people";
import type { State } from "../../session/state";
import type { Word } from "../../finding/word";

export type EntryKind = "friend" | "group" | "conversation";
export type FieldKind = "name" | "nickname" | "account" | "id";

export interface Field {
  kind: FieldKind;
  word: Word;
}

export interface Entry {
  kind: EntryKind;
  /** Of the user for a friend, else of the conversation. */
  id: number;
  name: string;
  avatar: string;
  /** What the avatar takes its colour from. */
  hue: number;
  /** Where choosing it leads. */
  path: string;
  /** The better known first: what the name on the screen is, then the others. */
  fields: readonly Field[];
  starred: boolean;
  /** When there was talk last. */
  talkedAt: number;
}

export function entriesOf(state: State, wordOf: (text: string) => Word): Entry[] {
  const direct = new Map<number, Conversation>();
  const entries: Entry[] = [];
  for (const one of Object.values(state.conversations)) {
    if (one.peer_id !== null) direct.set(one.peer_id, one);
    if (one.peer_id === null || !(one.peer_id in state.friends)) entries.push(talk(one));
  }
  for (const friend of Object.values(state.friends)) entries.push(person(friend.user_id));
  return entries;

  function person(userId: number): Entry {
    const chat = direct.get(userId);
    return {
      kind: "friend",
      id: userId,
      path: chat ? `/chats/${chat.conversation_id}` : `/contacts/${userId}`,
      starred: state.friends[userId]?.starred ?? false,
      talkedAt: chat?.last_message?.sent_at ?? 0,
      ...looks(userId),
    };
  }

  function talk(one: Conversation): Entry {
    const id = one.conversation_id;
    const common = {
      id,
      path: `/chats/${id}`,
      starred: false,
      talkedAt: one.last_message?.sent_at ?? 0,
    };
    if (one.peer_id !== null) return { kind: "conversation", ...common, ...looks(one.peer_id) };
    const name = conversationName(state, one);
    const fields = [field("name", name), field("id", String(id))];
    return { kind: "group", ...common, name, avatar: one.group?.avatar ?? "", hue: id, fields };
  }

  function looks(userId: number): Pick<Entry, "name" | "avatar" | "hue" | "fields"> {
    const user = userOf(state, userId);
    const name = nameFor(state, user);
    const nickname = displayName(user);
    const fields = [field("name", name)];
    if (nickname !== name) fields.push(field("nickname", nickname));
    if (user.account !== name) fields.push(field("account", user.account));
    fields.push(field("id", String(userId)));
    return { name, avatar: user.avatar, hue: user.user_id, fields };
  }

  function field(kind: FieldKind, text: string): Field {
    return { kind, word: wordOf(text) };
  }
}
