// Questions about the copy that more than one feature asks.
import type { Conversation, User } from "../protocol/protocol";
import type { State } from "./state";

const unknownUser: User = { user_id: 0, account: "", nickname: "", signature: "", avatar: "" };

export function userOf(state: State | null, userId: number | null): User {
  return (userId === null ? null : state?.users[userId]) ?? unknownUser;
}

export function displayName(user: User): string {
  return user.nickname || user.account;
}

/** What I call somebody: my remark for a friend, else the name they gave themselves. */
export function nameFor(state: State | null, user: User): string {
  return state?.friends[user.user_id]?.remark || displayName(user);
}

/** What a conversation is called: the group, or the other one. */
export function conversationName(state: State | null, conversation: Conversation): string {
  return conversation.group?.name ?? nameFor(state, userOf(state, conversation.peer_id));
}

/** Requests to me that still wait for my answer. */
export function waitingRequests(state: State | null, now: number): number {
  if (!state) return 0;
  const me = state.me.user.user_id;
  return state.friendRequests.filter(
    (one) => one.to_user_id === me && one.state === "waiting" && one.expires_at > now,
  ).length;
}

export function totalUnread(state: State | null): number {
  let total = 0;
  for (const one of Object.values(state?.conversations ?? {})) if (!one.muted) total += one.unread;
  return total;
}
