// A server that lives in the test: sockets to it are opened by the connection under test, and every answer is the test's.
import type {
  Commands,
  Conversation,
  Failure,
  FleetingEvent,
  Group,
  GroupStanding,
  Hello,
  Me,
  Message,
  Snapshot,
  StreamEvent,
} from "../protocol/protocol";

export interface Asked {
  id: number;
  command: keyof Commands;
  params: Record<string, unknown>;
}

export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly asked: Asked[] = [];
  closed = false;
  onAsked: (asked: Asked) => void = () => undefined;

  send(text: string): void {
    const asked = JSON.parse(text) as Asked;
    this.asked.push(asked);
    this.onAsked(asked);
  }

  close(): void {
    this.closed = true;
  }

  // What the server does:
  hello(hello: Partial<Hello> = {}): void {
    this.onopen?.();
    const whole: Hello = {
      epoch: "e1",
      pts: 0,
      user_id: 1,
      device_id: 1,
      version: "test",
      server_time: 0,
      ...hello,
    };
    this.deliver({ hello: whole });
  }

  answer(id: number, result: unknown): void {
    this.deliver({ id, result });
  }

  refuse(id: number, failure: Partial<Failure> & Pick<Failure, "code">): void {
    this.deliver({ id, error: { detail: "", retry_after_ms: null, ...failure } });
  }

  event(event: StreamEvent | FleetingEvent): void {
    this.deliver(event);
  }

  breakOff(code: number): void {
    this.onclose?.({ code });
  }

  deliver(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  of(command: keyof Commands): Asked[] {
    return this.asked.filter((one) => one.command === command);
  }
}

export function asWebSocket(socket: FakeSocket): WebSocket {
  return socket as unknown as WebSocket;
}

export function aMe(userId = 1): Me {
  return {
    user: {
      user_id: userId,
      account: "linxia",
      nickname: "林夏",
      signature: "",
      avatar: "",
    },
    phone: "",
    is_administrator: false,
    joined_at: 1,
    settings: {
      hide_presence: false,
      hide_read_marks: false,
      hide_account: false,
      friend_policy: "with_message",
      friend_question: "",
    },
    recovery_codes_left: 8,
  };
}

export function aConversation(change: Partial<Conversation> = {}): Conversation {
  return {
    conversation_id: 10,
    kind: "direct",
    peer_id: 2,
    group: null,
    standing: null,
    last_seq: 0,
    last_message: null,
    read_seq: 0,
    unread: 0,
    mention_seqs: [],
    marked_unread: false,
    peer_delivered_seq: 0,
    peer_read_seq: 0,
    pinned_at: 0,
    muted: false,
    folded: false,
    draft: "",
    ...change,
  };
}

export function aGroup(change: Partial<Group> = {}): Group {
  return {
    name: "周末爬山",
    owner_id: 2,
    member_count: 3,
    face_ids: [1, 2, 3],
    avatar: "",
    description: "",
    headline: null,
    call: null,
    rules: {
      joining: "invitation",
      findable: false,
      history: "none",
      inviting: "everybody",
      mentioning: "leaders",
      calling: "everybody",
      muted: false,
    },
    ...change,
  };
}

export function aStanding(change: Partial<GroupStanding> = {}): GroupStanding {
  return {
    role: "member",
    nickname: "",
    seen_announcement_id: 0,
    muted_until: 0,
    exempt: false,
    first_seq: 1,
    waiting_requests: 0,
    ...change,
  };
}

export function aMessage(seq: number, change: Partial<Message> = {}): Message {
  return {
    conversation_id: 10,
    seq,
    sender_id: 2,
    client_id: `client-${seq}`,
    kind: "text",
    text: `words ${seq}`,
    notice: null,
    details: null,
    card: null,
    attachments: null,
    mentions: null,
    sent_at: 1_000 + seq,
    call: null,
    silent: false,
    ...change,
  };
}

export function aSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: "e1",
    pts: 0,
    me: aMe(),
    users: [{ user_id: 2, account: "chenyu", nickname: "陈语", signature: "", avatar: "" }],
    friends: [{ user_id: 2, since: 5, remark: "", starred: false, friend_group_id: 0 }],
    friend_groups: [],
    blocked: [],
    friend_requests: [],
    conversations: [aConversation()],
    call: null,
    group_call_room: null,
    stickers: [],
    sticker_packs: [],
    ...change,
  };
}

export function sent(pts: number, message: Message): StreamEvent {
  return { pts, event: "message.sent", data: { message } };
}
