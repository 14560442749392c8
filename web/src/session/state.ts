// The client's copy of everything the server told this user, except the messages themselves.
import type {
  Block,
  Call,
  Conversation,
  Friend,
  FriendGroup,
  FriendRequest,
  GroupCallRoom,
  Me,
  Snapshot,
  Sticker,
  StickerPack,
  User,
} from "../protocol/protocol";

export type ById<T> = Readonly<Record<number, T>>;

export interface State {
  readonly epoch: string;
  readonly pts: number;
  readonly me: Me;
  /** Everybody who is named below, and always myself. */
  readonly users: ById<User>;
  readonly friends: ById<Friend>;
  /** In my order; the default one, 0, stands before them and is not listed. */
  readonly friendGroups: readonly FriendGroup[];
  /** Whom I blocked. */
  readonly blocked: ById<Block>;
  /** Newest first, at most `requestLimit`. */
  readonly friendRequests: readonly FriendRequest[];
  readonly conversations: ById<Conversation>;
  /** The one I am in, or that rings for me. */
  readonly call: Call | null;
  /** Who is in the call of a group that I am in. */
  readonly groupCallRoom: GroupCallRoom | null;
  /** My own, in my order. */
  readonly stickers: readonly Sticker[];
  /** Mine, in my order. */
  readonly stickerPacks: readonly StickerPack[];
}

export const requestLimit = 100;

/** Goes up whenever the form of the state changes: a copy that was kept in another form is fetched anew. */
export const stateForm = 7;

export function stateFrom(snapshot: Snapshot): State {
  const users = byId(snapshot.users, (user) => user.user_id);
  users[snapshot.me.user.user_id] = snapshot.me.user;
  return {
    epoch: snapshot.epoch,
    pts: snapshot.pts,
    me: snapshot.me,
    users,
    friends: byId(snapshot.friends, (friend) => friend.user_id),
    friendGroups: snapshot.friend_groups,
    blocked: byId(snapshot.blocked, (block) => block.user_id),
    friendRequests: newestFirst(snapshot.friend_requests),
    conversations: byId(snapshot.conversations, (one) => one.conversation_id),
    call: snapshot.call,
    groupCallRoom: snapshot.group_call_room,
    stickers: snapshot.stickers,
    stickerPacks: snapshot.sticker_packs,
  };
}

export function newestFirst(requests: readonly FriendRequest[]): FriendRequest[] {
  return [...requests].sort((a, b) => b.request_id - a.request_id).slice(0, requestLimit);
}

export function myId(state: State): number {
  return state.me.user.user_id;
}

function byId<T>(items: readonly T[], id: (item: T) => number): Record<number, T> {
  const found: Record<number, T> = {};
  for (const item of items) found[id(item)] = item;
  return found;
}
