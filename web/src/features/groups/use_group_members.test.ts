// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import type { GroupMember } from "../../protocol/protocol";
import { aConversation } from "../../testing/fake_server";
import { signIn, snapshotOf, type SignedIn } from "../../testing/signed_in";
import { useGroupMembers } from "./use_group_members";

let signedIn: SignedIn;
afterEach(() => signedIn.end());

function member(userId: number, role: GroupMember["role"] = "member"): GroupMember {
  const user = { user_id: userId, account: `u${userId}`, nickname: "", signature: "", avatar: "" };
  const times = { joined_at: 0, last_spoke_at: 0, muted_until: 0 };
  return { user, role, nickname: "", ...times, exempt: false };
}

const ids = (members: readonly GroupMember[]) => members.map((one) => one.user.user_id);

it("lists who leads first, and the others once, page by page", async () => {
  signedIn = await signIn();
  const { answers, session, scope } = signedIn;
  answers["group.members"] = ({ params }) =>
    params["after"] === null
      ? {
          leaders: [member(9, "owner"), member(4, "admin")],
          members: [member(3), member(4, "admin")],
          has_more: true,
        }
      : { leaders: [], members: [member(9, "owner"), member(12)], has_more: false };
  const list = scope.run(() => useGroupMembers(7));
  if (!list) throw new Error("no list");
  await vi.waitFor(() => expect(ids(list.members.value)).toEqual([9, 4, 3]));
  await list.loadMore();
  expect(ids(list.members.value)).toEqual([9, 4, 3, 12]);
  expect(list.hasMore.value).toBe(false);
  expect(session.state).not.toBeNull();
});

it("asks anew when somebody's role changed", async () => {
  const conversation = aConversation({ conversation_id: 7 });
  signedIn = await signIn({
    snapshot: snapshotOf(6_001, { conversations: [conversation] }),
    userId: 6_001,
  });
  const { answers, socket, scope } = signedIn;
  let role: GroupMember["role"] = "member";
  answers["group.members"] = () => ({ leaders: [], members: [member(3, role)], has_more: false });
  const list = scope.run(() => useGroupMembers(7));
  if (!list) throw new Error("no list");
  await vi.waitFor(() => expect(list.members.value[0]?.role).toBe("member"));
  role = "admin";
  socket().deliver({
    pts: 1,
    event: "group.member_changed",
    data: { conversation_id: 7, member: member(3, "admin") },
  });
  await vi.waitFor(() => expect(list.members.value[0]?.role).toBe("admin"));
});

it("takes a new nickname over without asking", async () => {
  const conversation = aConversation({ conversation_id: 7 });
  signedIn = await signIn({
    snapshot: snapshotOf(6_003, { conversations: [conversation] }),
    userId: 6_003,
  });
  const { answers, socket, scope } = signedIn;
  answers["group.members"] = () => ({ leaders: [], members: [member(3)], has_more: false });
  const list = scope.run(() => useGroupMembers(7));
  if (!list) throw new Error("no list");
  await vi.waitFor(() => expect(ids(list.members.value)).toEqual([3]));
  const asked = () => socket().asked.filter((one) => one.command === "group.members").length;
  const before = asked();
  const renamed = { ...member(3), nickname: "体委" };
  socket().deliver({
    pts: 1,
    event: "group.member_changed",
    data: { conversation_id: 7, member: renamed },
  });
  await vi.waitFor(() => expect(list.members.value[0]?.nickname).toBe("体委"));
  expect(asked()).toBe(before);
});

it("finds among all members, by my remark, by pinyin, by nickname there", async () => {
  const userId = 6_002;
  const friends = snapshotOf(userId).friends.map((one) => ({ ...one, remark: "大陈" }));
  signedIn = await signIn({ snapshot: snapshotOf(userId, { friends }), userId });
  const { answers, scope } = signedIn;
  const pages: Record<string, GroupMember[]> = {
    null: [member(2), { ...member(3), nickname: "张三" }],
    3: [member(5), { ...member(8), nickname: "长安" }],
  };
  answers["group.members"] = ({ params }) => ({
    leaders: [],
    members: pages[String(params["after"])] ?? [],
    has_more: params["after"] === null,
  });
  const list = scope.run(() => useGroupMembers(7));
  if (!list) throw new Error("no list");
  await vi.waitFor(() => expect(ids(list.members.value)).toEqual([2, 3]));
  for (const [words, found] of [
    ["陈", [2]],
    ["dachen", [2]],
    ["zs", [3]],
    ["张", [3]],
    ["ca", [8]],
    ["u5", [5]],
    ["没有", []],
  ] as const) {
    list.words.value = words;
    await vi.waitFor(() => expect(ids(list.members.value), words).toEqual(found));
  }
  list.words.value = "";
  await vi.waitFor(() => expect(ids(list.members.value)).toEqual([2, 3]));
});
