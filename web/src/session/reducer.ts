// Applies the server's events to the copy. The one place where an event changes state: first load, live
// events, catching up and other tabs all come through here. Pure: no clock, no DOM, no Vue.
import type {
  Conversation,
  DurableEvents,
  FriendRequest,
  Group,
  GroupStanding,
  Message,
  StreamEvent,
  User,
} from "../protocol/protocol";
import { callAfter, roomAfterLeft, roomAfterSeated } from "./calls";
import { OutOfStep } from "./out_of_step";
import { stickersAfter } from "./stickers";
import { myId, newestFirst, type State } from "./state";

/**
 * The state after `events`, which must follow `state.pts` without a gap. Collections that no event touched are
 * shared with the old state, touched ones are copied once however many events there are.
 */
export function reduce(state: State, events: readonly StreamEvent[]): State {
  const draft = new Draft(state);
  for (const event of events) draft.apply(event);
  return draft.finish();
}

type Collection = "users" | "friends" | "blocked" | "conversations";
type Writable<T> = { -readonly [K in keyof T]: T[K] };

class Draft {
  private readonly next: Writable<State>;
  private readonly copied = new Set<keyof State>();

  constructor(state: State) {
    this.next = { ...state };
  }

  finish(): State {
    return this.next;
  }

  apply(event: StreamEvent): void {
    if (event.pts !== this.next.pts + 1) {
      throw new OutOfStep(`event ${event.pts} does not follow ${this.next.pts}`);
    }
    this.next.pts = event.pts;
    switch (event.event) {
      case "me.changed":
        this.next.me = event.data.me;
        return this.putUser(event.data.me.user);
      case "user.changed":
        return this.putUser(event.data.user);
      case "request.changed":
        return this.putRequest(event.data.request);
      case "friend.added":
        this.own("friends")[event.data.added.user_id] = event.data.added;
        return;
      case "friend.changed":
        this.own("friends")[event.data.changed.user_id] = event.data.changed;
        return;
      case "friend.removed":
        return this.drop("friends", event.data.user_id);
      case "user.blocked":
        this.own("blocked")[event.data.block.user_id] = event.data.block;
        return;
      case "user.unblocked":
        this.drop("blocked", event.data.user_id);
        return this.forgetUnnamedUsers();
      case "friends.moved":
        return this.moveFriends(event.data);
      case "friend_groups.changed":
        this.next.friendGroups = event.data.friend_groups;
        return;
      case "message.sent":
        return this.addMessage(event.data.message);
      case "conversation.changed":
        return this.putConversation(event.data.conversation);
      case "conversation.removed":
        return this.drop("conversations", event.data.conversation_id);
      case "group.changed":
        return this.change(event.data.conversation_id, { group: event.data.group });
      case "group.counted":
        return this.changeGroup(event.data.conversation_id, {
          member_count: event.data.member_count,
          face_ids: event.data.face_ids,
        });
      case "group.member_changed":
        return this.changeMember(event.data);
      case "group.requests_changed":
        return this.changeStanding(event.data.conversation_id, {
          waiting_requests: event.data.waiting_requests,
        });
      case "group.announcement_seen":
        return this.changeStanding(event.data.conversation_id, {
          seen_announcement_id: event.data.seen_announcement_id,
        });
      case "conversation.read":
        return this.read(event.data);
      case "conversation.marked_unread":
        return this.change(event.data.conversation_id, { marked_unread: true });
      case "peer.marked":
        return this.change(event.data.conversation_id, {
          peer_delivered_seq: event.data.peer_delivered_seq,
          peer_read_seq: event.data.peer_read_seq,
        });
      case "call.changed":
        this.next.call = callAfter(this.next, event.data.call);
        return;
      case "group_call.changed":
        return this.changeGroup(event.data.conversation_id, { call: event.data.call });
      case "group_call.entered":
        this.next.groupCallRoom = event.data.room;
        return;
      case "group_call.seated":
        this.next.groupCallRoom = roomAfterSeated(this.next.groupCallRoom, event.data);
        return;
      case "group_call.left":
        this.next.groupCallRoom = roomAfterLeft(
          this.next.groupCallRoom,
          event.data,
          myId(this.next),
        );
        return;
      case "sticker.added":
      case "stickers.removed":
      case "sticker.placed":
      case "sticker.changed":
        this.next.stickers = stickersAfter(this.next.stickers, event);
        return;
      case "sticker_packs.changed":
        this.next.stickerPacks = event.data.packs;
        return;
      case "group.sticker_packs_changed":
        // The copy keeps nothing of them: whoever shows them listens.
        return;
      case "draft.changed":
        return this.change(event.data.conversation_id, { draft: event.data.draft });
      default:
        // A newer server may know events that this client does not: they count, and change nothing here.
        ignore(event);
    }
  }

  private putUser(user: User): void {
    this.own("users")[user.user_id] = user;
  }

  private putRequest(request: FriendRequest): void {
    const others = this.next.friendRequests.filter((one) => one.request_id !== request.request_id);
    const all = newestFirst([request, ...others]);
    this.next.friendRequests = all;
    if (all.length <= others.length) this.forgetUnnamedUsers();
  }

  private moveFriends({ user_ids, friend_group_id }: DurableEvents["friends.moved"]): void {
    const friends = this.own("friends");
    for (const id of user_ids) {
      const friend = friends[id];
      if (!friend) throw new OutOfStep(`no friend ${id}`);
      friends[id] = { ...friend, friend_group_id };
    }
  }

  private putConversation(conversation: Conversation): void {
    this.own("conversations")[conversation.conversation_id] = conversation;
  }

  private addMessage(message: Message): void {
    const before = this.conversation(message.conversation_id);
    const news = { last_message: message, last_seq: message.seq };
    // Nobody reads anything by having called.
    if (message.kind === "call") {
      const counts = message.sender_id !== myId(this.next) && !message.silent;
      return this.putConversation({ ...before, ...news, unread: before.unread + (counts ? 1 : 0) });
    }
    if (message.sender_id === myId(this.next)) {
      const read = { read_seq: message.seq, unread: 0, mention_seqs: [], marked_unread: false };
      return this.putConversation({ ...before, ...news, ...read });
    }
    const quiet = message.kind === "notice" || message.silent;
    const unread = quiet ? before.unread : before.unread + 1;
    // Whoever writes has seen everything up to their own words.
    const peer = message.sender_id === before.peer_id ? peerSaw(before, message.seq) : {};
    const meant = mentionsMe(message, myId(this.next)) && before.mention_seqs.length < mostMentions;
    const mention_seqs = meant ? [...before.mention_seqs, message.seq] : before.mention_seqs;
    this.putConversation({ ...before, ...news, ...peer, unread, mention_seqs });
  }

  private read(event: DurableEvents["conversation.read"]): void {
    this.change(event.conversation_id, {
      read_seq: event.read_seq,
      unread: event.unread,
      mention_seqs: event.mention_seqs,
      marked_unread: false,
    });
  }

  private change(conversationId: number, change: Partial<Conversation>): void {
    this.putConversation({ ...this.conversation(conversationId), ...change });
  }

  private changeGroup(conversationId: number, change: Partial<Group>): void {
    const { group } = this.conversation(conversationId);
    if (!group) throw new OutOfStep(`${conversationId} is no group`);
    this.change(conversationId, { group: { ...group, ...change } });
  }

  private changeStanding(conversationId: number, change: Partial<GroupStanding>): void {
    const { standing } = this.conversation(conversationId);
    if (!standing) throw new OutOfStep(`${conversationId} is no group`);
    this.change(conversationId, { standing: { ...standing, ...change } });
  }

  /** Of the others the copy keeps nothing: whoever shows them listens. */
  private changeMember(event: DurableEvents["group.member_changed"]): void {
    const { role, nickname, muted_until, exempt, user } = event.member;
    if (user.user_id !== myId(this.next)) return;
    this.changeStanding(event.conversation_id, { role, nickname, muted_until, exempt });
  }

  private conversation(conversationId: number): Conversation {
    const found = this.next.conversations[conversationId];
    if (!found) throw new OutOfStep(`no conversation ${conversationId}`);
    return found;
  }

  /** The snapshot names users only through what it lists; who is in no list any more is gone. */
  private forgetUnnamedUsers(): void {
    const named = new Set([myId(this.next)]);
    for (const one of Object.values(this.next.friends)) named.add(one.user_id);
    for (const one of Object.values(this.next.blocked)) named.add(one.user_id);
    for (const one of this.next.friendRequests) named.add(one.from_user_id).add(one.to_user_id);
    for (const one of Object.values(this.next.conversations)) {
      if (one.peer_id !== null) named.add(one.peer_id);
    }
    const kept = Object.values(this.next.users).filter((user) => named.has(user.user_id));
    this.next.users = Object.fromEntries(kept.map((user) => [user.user_id, user]));
    this.copied.add("users");
  }

  private drop(name: Collection, id: number): void {
    const kept = Object.entries(this.next[name]).filter(([key]) => Number(key) !== id);
    this.next[name] = Object.fromEntries(kept);
    this.copied.add(name);
  }

  private own<K extends Collection>(name: K): Writable<State[K]> {
    if (!this.copied.has(name)) {
      this.next[name] = { ...this.next[name] };
      this.copied.add(name);
    }
    return this.next[name];
  }
}

/** Of so many messages at most a conversation says that they mention me. */
const mostMentions = 100;

export function mentionsMe(message: Message, me: number): boolean {
  return (message.mentions ?? []).some((one) => one.user_id === null || one.user_id === me);
}

function peerSaw(before: Conversation, seq: number): Partial<Conversation> {
  const read = before.peer_read_seq === null ? null : seq;
  return { peer_delivered_seq: seq, peer_read_seq: read };
}

function ignore(_event: never): void {}

/** The messages that events bring, oldest first. */
export function messagesIn(events: readonly StreamEvent[]): Message[] {
  return events.flatMap((event) => (event.event === "message.sent" ? [event.data.message] : []));
}
