import { expect, it } from "vitest";
import type { Message, NoticePerson } from "../../protocol/protocol";
import { noticeWords } from "./notice_words";

const t = (key: string, named: Record<string, unknown> = {}) => `${key} ${JSON.stringify(named)}`;
const names = {
  actor: (person: NoticePerson) => person.name,
  other: (person: NoticePerson) => `<${person.name}>`,
};

function notice(change: Partial<Message>): Message {
  return {
    conversation_id: 1,
    seq: 1,
    sender_id: 1,
    client_id: "group:1:1",
    kind: "notice",
    text: "林 邀请 梅 加入了群聊。",
    notice: "members_invited",
    details: null,
    card: null,
    attachments: null,
    mentions: null,
    sent_at: 0,
    call: null,
    silent: false,
    ...change,
  };
}

it("names who did it and to whom", () => {
  const details = {
    actor: { user_id: 1, name: "林" },
    people: [{ user_id: 2, name: "梅" }],
    people_count: 1,
    words: "",
  };
  expect(noticeWords(notice({ details }), t, names)).toBe(
    'notice.members_invited {"who":"林","whom":"<梅>","words":""}',
  );
});

it("counts those who are not named", () => {
  const details = {
    actor: { user_id: 1, name: "林" },
    people: [{ user_id: 2, name: "梅" }],
    people_count: 12,
    words: "",
  };
  expect(noticeWords(notice({ details }), t, names)).toContain("notice.andMore");
});

it("says in the server's words what came before people were named", () => {
  expect(noticeWords(notice({}), t, names)).toBe("林 邀请 梅 加入了群聊。");
});

it("says who started a call", () => {
  const details = {
    actor: { user_id: 2, name: "梅" },
    people: [],
    people_count: 0,
    words: "",
  };
  const line = notice({ notice: "group_call_started", text: "梅 发起了群通话。", details });
  expect(noticeWords(line, t, names)).toContain('notice.group_call_started {"who":"梅"');
  expect(noticeWords({ ...line, details: null }, t, names)).toBe("梅 发起了群通话。");
});
