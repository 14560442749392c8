import { describe, expect, it } from "vitest";
import type { Call, FriendRequest, StreamEvent } from "../protocol/protocol";
import {
  aConversation,
  aGroup,
  aMe,
  aMessage,
  aSnapshot,
  aStanding,
  sent,
} from "../testing/fake_server";
import { OutOfStep } from "./out_of_step";
import { messagesIn, reduce } from "./reducer";
import { requestLimit, stateFrom, type State } from "./state";

const start = stateFrom(aSnapshot());
const conversation = (state: State) => state.conversations[10];

function aRequest(id: number, change: Partial<FriendRequest> = {}): FriendRequest {
  return {
    request_id: id,
    from_user_id: 1000 + id,
    to_user_id: 1,
    message: "",
    question: "",
    state: "waiting",
    created_at: id,
    expires_at: id + 1,
    ...change,
  };
}

describe("the reducer", () => {
  it("forgets a friend I removed, and still knows who is named in our conversation", () => {
    const removed: StreamEvent = {
      pts: start.pts + 1,
      event: "friend.removed",
      data: { user_id: 2 },
    };
    const after = reduce(start, [removed]);
    expect(after.friends).toEqual({});
    expect(after.users[2]).toBeDefined();
    expect(start.friends[2]).toBeDefined();
  });

  it("knows whom I blocked, and nobody I unblocked who is named nowhere else", () => {
    const stranger = { user_id: 9, account: "who", nickname: "", signature: "", avatar: "" };
    const block = { user_id: 9, since: 4 };
    const blocked = reduce(start, [
      { pts: start.pts + 1, event: "user.changed", data: { user: stranger } },
      { pts: start.pts + 2, event: "user.blocked", data: { block } },
    ]);
    expect(blocked.blocked).toEqual({ 9: block });
    expect(blocked.users[9]).toEqual(stranger);
    const after = reduce(blocked, [
      { pts: start.pts + 3, event: "user.unblocked", data: { user_id: 9 } },
    ]);
    expect(after.blocked).toEqual({});
    expect(after.users[9]).toBeUndefined();
    expect(after.users[2]).toBeDefined();
  });

  it("keeps my friend groups in the order told last, and moves friends among them", () => {
    const friend_groups = [
      { friend_group_id: 8, name: "同学" },
      { friend_group_id: 7, name: "<b>家人</b>" },
    ];
    const after = reduce(start, [
      { pts: start.pts + 1, event: "friend_groups.changed", data: { friend_groups } },
      {
        pts: start.pts + 2,
        event: "friends.moved",
        data: { user_ids: [2], friend_group_id: 7 },
      },
    ]);
    expect(after.friendGroups).toEqual(friend_groups);
    expect(after.friends[2]).toEqual({ ...start.friends[2], friend_group_id: 7 });
    expect(start.friends[2]?.friend_group_id).toBe(0);
    const stranger = { user_ids: [99], friend_group_id: 7 };
    expect(() =>
      reduce(start, [{ pts: start.pts + 1, event: "friends.moved", data: stranger }]),
    ).toThrow(OutOfStep);
  });

  it("forgets a conversation that I am no longer in", () => {
    const pts = start.pts + 1;
    const removed: StreamEvent = {
      pts,
      event: "conversation.removed",
      data: { conversation_id: 10 },
    };
    expect(conversation(start)).toBeDefined();
    expect(conversation(reduce(start, [removed]))).toBeUndefined();
  });

  it("replaces what all see of a group and keeps what is mine", () => {
    const group = aGroup();
    const mine = { kind: "group", peer_id: null, group, pinned_at: 5 } as const;
    const before = { ...start, conversations: { 10: aConversation(mine) } };
    const fewer = { ...group, member_count: 2 };
    const after = reduce(before, [
      {
        pts: before.pts + 1,
        event: "group.changed",
        data: { conversation_id: 10, group: fewer },
      },
    ]);
    expect(conversation(after)).toEqual(aConversation({ ...mine, group: fewer }));
  });

  it("keeps of a changed member only what is mine", () => {
    const standing = aStanding({ seen_announcement_id: 4, first_seq: 7 });
    const mine = { kind: "group", peer_id: null, group: aGroup(), standing } as const;
    const before = { ...start, conversations: { 10: aConversation(mine) } };
    const changed = (pts: number, user_id: number): StreamEvent => ({
      pts,
      event: "group.member_changed",
      data: {
        conversation_id: 10,
        member: {
          user: { ...aMe().user, user_id },
          role: "admin",
          nickname: "班长",
          joined_at: 1,
          last_spoke_at: 0,
          muted_until: 5_000,
          exempt: true,
        },
      },
    });
    const other = reduce(before, [changed(before.pts + 1, 2)]);
    expect(conversation(other)?.standing).toEqual(standing);
    const me = reduce(before, [changed(before.pts + 1, aMe().user.user_id)]);
    expect(conversation(me)?.standing).toEqual({
      ...standing,
      role: "admin",
      nickname: "班长",
      muted_until: 5_000,
      exempt: true,
    });
  });

  it("counts a message of another as unread", () => {
    const message = aMessage(1);
    const after = reduce(start, [sent(1, message)]);
    expect(conversation(after)).toEqual(
      aConversation({
        last_seq: 1,
        last_message: message,
        unread: 1,
        peer_delivered_seq: 1,
        peer_read_seq: 1,
      }),
    );
    expect(after.pts).toBe(1);
  });

  it("takes my own message as having read everything before it", () => {
    const mine = aMessage(2, { sender_id: 1 });
    const marked: StreamEvent = {
      pts: 2,
      event: "conversation.changed",
      data: {
        conversation: aConversation({ last_seq: 1, unread: 1, marked_unread: true }),
      },
    };
    const after = reduce(start, [sent(1, aMessage(1)), marked, sent(3, mine)]);
    expect(conversation(after)).toEqual(
      aConversation({ last_seq: 2, last_message: mine, read_seq: 2 }),
    );
  });

  it("takes a message of the other one as their having read, unless read marks are hidden", () => {
    const hidden = aConversation({ peer_read_seq: null });
    const before = stateFrom(aSnapshot({ conversations: [hidden] }));
    const after = reduce(before, [sent(1, aMessage(1))]);
    expect(conversation(after)).toMatchObject({ peer_delivered_seq: 1, peer_read_seq: null });
    const bySomebodyElse = reduce(start, [sent(1, aMessage(1, { sender_id: 7 }))]);
    expect(conversation(bySomebodyElse)).toMatchObject({ peer_delivered_seq: 0, peer_read_seq: 0 });
  });

  it("keeps where I am mentioned until I have read it", () => {
    const mentions = [{ user_id: null, offset: 0, length: 3 }];
    const other = aMessage(1, { mentions: [{ user_id: 2, offset: 0, length: 3 }] });
    const events = [sent(1, other), sent(2, aMessage(2, { mentions }))];
    const after = reduce(start, events);
    expect(conversation(after)?.mention_seqs).toEqual([2]);
    const mine = reduce(after, [sent(3, aMessage(3, { sender_id: 1, mentions }))]);
    expect(conversation(mine)?.mention_seqs).toEqual([]);
  });

  it("does not count a notice", () => {
    const notice = aMessage(1, { kind: "notice", notice: "became_friends" });
    const after = reduce(start, [sent(1, notice)]);
    expect(conversation(after)).toMatchObject({ last_seq: 1, last_message: notice, unread: 0 });
  });

  it("believes the server about what is read", () => {
    const read: StreamEvent = {
      pts: 2,
      event: "conversation.read",
      data: { conversation_id: 10, read_seq: 1, unread: 0, mention_seqs: [] },
    };
    const after = reduce(start, [sent(1, aMessage(1)), read]);
    expect(conversation(after)).toMatchObject({ read_seq: 1, unread: 0, marked_unread: false });
  });

  it("keeps marks of the other one and drafts", () => {
    const after = reduce(start, [
      {
        pts: 1,
        event: "peer.marked",
        data: { conversation_id: 10, peer_delivered_seq: 4, peer_read_seq: 3 },
      },
      { pts: 2, event: "draft.changed", data: { conversation_id: 10, draft: "半句" } },
    ]);
    expect(conversation(after)).toEqual(
      aConversation({ peer_delivered_seq: 4, peer_read_seq: 3, draft: "半句" }),
    );
  });

  it("takes a conversation, a friend and a user as they come", () => {
    const user = { user_id: 3, account: "zhou", nickname: "周航", signature: "", avatar: "" };
    const added = aConversation({ conversation_id: 11, peer_id: 3 });
    const friend = { user_id: 3, since: 9, remark: "", starred: false, friend_group_id: 0 };
    const after = reduce(start, [
      { pts: 1, event: "user.changed", data: { user } },
      { pts: 2, event: "friend.added", data: { added: friend } },
      { pts: 3, event: "conversation.changed", data: { conversation: added } },
      { pts: 4, event: "friend.changed", data: { changed: { ...friend, remark: "老周" } } },
    ]);
    expect(after.users[3]).toEqual(user);
    expect(after.friends[3]).toEqual({ ...friend, remark: "老周" });
    expect(after.conversations[11]).toEqual(added);
    expect(conversation(after)).toBe(conversation(start));
  });

  it("carries a change of me into the users", () => {
    const me = { ...aMe(), phone: "1", user: { ...aMe().user, nickname: "小夏" } };
    const after = reduce(start, [{ pts: 1, event: "me.changed", data: { me } }]);
    expect(after.me).toEqual(me);
    expect(after.users[1]?.nickname).toBe("小夏");
  });

  it("keeps requests newest first, each once", () => {
    const events: StreamEvent[] = [
      { pts: 1, event: "request.changed", data: { request: aRequest(1) } },
      { pts: 2, event: "request.changed", data: { request: aRequest(2) } },
      {
        pts: 3,
        event: "request.changed",
        data: { request: aRequest(1, { state: "declined" }) },
      },
    ];
    const after = reduce(start, events);
    expect(after.friendRequests.map((one) => [one.request_id, one.state])).toEqual([
      [2, "waiting"],
      [1, "declined"],
    ]);
  });

  it("forgets the oldest request above the limit, with who is named nowhere else", () => {
    const many = Array.from({ length: requestLimit }, (_, i) => aRequest(i + 1));
    const users = many.map((one) => ({
      user_id: one.from_user_id,
      account: `a${one.request_id}`,
      nickname: "",
      signature: "",
      avatar: "",
    }));
    const snapshot = aSnapshot();
    const full = stateFrom({
      ...snapshot,
      users: [...snapshot.users, ...users],
      friend_requests: many,
    });
    const newcomer = { ...aMe().user, user_id: 2000, account: "newcomer" };
    const after = reduce(full, [
      { pts: 1, event: "user.changed", data: { user: newcomer } },
      {
        pts: 2,
        event: "request.changed",
        data: { request: aRequest(500, { from_user_id: 2000 }) },
      },
    ]);
    expect(after.friendRequests).toHaveLength(requestLimit);
    expect(after.friendRequests[0]?.request_id).toBe(500);
    expect(after.users[1001]).toBeUndefined();
    expect(after.users[1002]).toBeDefined();
    expect(after.users[2000]).toEqual(newcomer);
    expect(after.users[1]).toBeDefined();
  });

  it("does not change the state it was given", () => {
    const before = JSON.stringify(start);
    reduce(start, [sent(1, aMessage(1))]);
    expect(JSON.stringify(start)).toBe(before);
  });

  it("gives the same in one go and one by one", () => {
    const events = [1, 2, 3].map((seq) => sent(seq, aMessage(seq)));
    const oneByOne = events.reduce((state, event) => reduce(state, [event]), start);
    expect(reduce(start, events)).toEqual(oneByOne);
  });

  it("counts an event it does not know and changes nothing else", () => {
    const unknown = { pts: 1, event: "moon.risen", data: {} } as unknown as StreamEvent;
    expect(reduce(start, [unknown])).toEqual({ ...start, pts: 1 });
  });

  it("refuses a gap and a conversation it does not have", () => {
    expect(() => reduce(start, [sent(2, aMessage(1))])).toThrow(OutOfStep);
    expect(() => reduce(start, [sent(1, aMessage(1, { conversation_id: 99 }))])).toThrow(OutOfStep);
  });

  it("finds the messages among the events", () => {
    const other: StreamEvent = {
      pts: 2,
      event: "draft.changed",
      data: { conversation_id: 10, draft: "" },
    };
    expect(messagesIn([sent(1, aMessage(1)), other])).toEqual([aMessage(1)]);
  });
});

describe("a call", () => {
  const call: Call = {
    call_id: 5,
    conversation_id: 10,
    media: "voice",
    caller: { user_id: 2, endpoint: "window-of-two" },
    callee: { user_id: 1, endpoint: "" },
    state: "ringing",
    outcome: null,
    started_at: 1,
    active_at: 0,
    ring_ms: 45_000,
    relayed: false,
    into: null,
  };
  const told = (pts: number, change: Partial<Call>): StreamEvent => ({
    pts: start.pts + pts,
    event: "call.changed",
    data: { call: { ...call, ...change } },
  });

  it("is kept until it ends, and outlives the end of another", () => {
    const ringing = reduce(start, [told(1, {})]);
    expect(ringing.call).toEqual(call);
    const other = reduce(ringing, [
      told(2, { call_id: 4, state: "ended", outcome: "completed" }),
      told(3, { state: "active" }),
    ]);
    expect(other.call?.state).toBe("active");
    expect(reduce(other, [told(4, { state: "ended", outcome: "lost" })]).call).toBeNull();
  });

  it("is not mine when I ring somebody to come into another one", () => {
    const caller = { user_id: 1, endpoint: "window-of-one" };
    const callee = { user_id: 3, endpoint: "" };
    const ring = { call_id: 6, into: 9, caller, callee };
    const ringing = reduce(start, [told(1, ring)]);
    expect(ringing.call).toBeNull();
    expect(reduce(ringing, [told(2, { ...ring, state: "ended" })]).call).toBeNull();
    const rung = { ...ring, caller: callee, callee: caller };
    expect(reduce(start, [told(1, rung)]).call?.into).toBe(9);
  });

  it("leaves a message that marks nothing as read, and counts only when it was missed", () => {
    const record = { media: "voice", outcome: "missed", duration_ms: 0, people: null } as const;
    const of = (seq: number, sender_id: number, silent: boolean): StreamEvent =>
      sent(start.pts + seq, aMessage(seq, { kind: "call", call: record, sender_id, silent }));
    const after = reduce(start, [of(1, 2, false), of(2, 2, true), of(3, 1, false)]);
    expect(conversation(after)).toMatchObject({ last_seq: 3, unread: 1, read_seq: 0 });
    expect(conversation(after)?.peer_read_seq).toBe(0);
  });
});
