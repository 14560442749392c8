// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import type { GroupMember } from "../protocol/protocol";
import { aConversation, aGroup, aStanding } from "../testing/fake_server";
import { signIn, snapshotOf, type SignedIn } from "../testing/signed_in";
import { useMembers } from "./members_store";

let signedIn: SignedIn;
afterEach(() => signedIn.end());

function member(userId: number, name: string, nickname = ""): GroupMember {
  const user = { user_id: userId, account: name, nickname: name, signature: "", avatar: "" };
  const times = { joined_at: 0, last_spoke_at: 0, muted_until: 0 };
  return { user, role: "member", nickname, ...times, exempt: false };
}

/** Somebody in a group of their own, the only conversation. */
async function inGroup(userId: number, online = true) {
  const conversation = aConversation({
    conversation_id: 7,
    kind: "group",
    peer_id: null,
    group: aGroup(),
    standing: aStanding(),
  });
  const snapshot = snapshotOf(userId, { conversations: [conversation] });
  signedIn = await signIn({ snapshot, userId, hello: online });
  return signedIn;
}

it("asks once about all of a small group, and knows their nicknames there", async () => {
  const { answers, socket } = await inGroup(7_101);
  answers["group.members"] = () => ({
    leaders: [],
    members: [member(31, "宁"), member(32, "安", "班长")],
    has_more: false,
  });
  const members = useMembers();
  await members.learn(7, [31, 32]);
  expect(members.nameIn(7, 31)).toBe("宁");
  expect(members.nameIn(7, 32)).toBe("班长");
  expect(socket().asked.filter((one) => one.command === "group.members")).toHaveLength(1);
});

it("follows a nickname that changes", async () => {
  const { socket } = await inGroup(7_102);
  const members = useMembers();
  members.know(7, [member(31, "宁")]);
  const data = { conversation_id: 7, member: member(31, "宁", "体委") };
  socket().deliver({ pts: 1, event: "group.member_changed", data });
  await vi.waitFor(() => expect(members.nameIn(7, 31)).toBe("体委"));
});

it("does not take for present who may have left", async () => {
  const { socket } = await inGroup(7_103);
  const members = useMembers();
  members.know(7, [member(31, "宁")]);
  expect(members.isPresent(7, 31)).toBe(true);
  const data = { conversation_id: 7, member_count: 2, face_ids: [1, 2] };
  socket().deliver({ pts: 1, event: "group.counted", data });
  await vi.waitFor(() => expect(members.isPresent(7, 31)).toBe(false));
  expect(members.nameIn(7, 31)).toBe("宁");
});

it("asks as soon as it can when there was no connection", async () => {
  const { answers, socket } = await inGroup(7_104, false);
  const members = useMembers();
  await members.learn(7, [31]);
  expect(members.nameIn(7, 31)).toBe("");
  answers["group.members"] = () => ({
    leaders: [],
    members: [member(31, "宁")],
    has_more: false,
  });
  socket().hello({ user_id: 7_104 });
  await vi.waitFor(() => expect(members.nameIn(7, 31)).toBe("宁"));
});
