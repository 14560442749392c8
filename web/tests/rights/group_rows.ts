// Who may do what in a group.
import { inGroup, onMember, own, type Rows } from "./row";
import { announcedBy, asksToJoin, everyone, leaders, members, type World } from "./world";

type GroupCommand = Extract<keyof Rows, `group.${string}`>;

export const groupRows: Pick<Rows, GroupCommand> = {
  "group.create": [
    {
      params: ({ people }) => ({ name: "新群", user_ids: [people.friend.userId] }),
      may: ["owner", "admin", "member", "former"],
      told: ["friend"],
      ids: { user_ids: ({ people }) => [people.stranger.userId] },
    },
  ],
  "group.members": [inGroup((conversation_id) => ({ conversation_id }))],
  "group.find_members": own({ words: "队长" }),
  "group.leave": [
    {
      ...inGroup((conversation_id) => ({ conversation_id }), ["admin", "member"]),
      told: ["owner"],
    },
  ],
  "group.dissolve": [inGroup((conversation_id) => ({ conversation_id }), ["owner"])],
  "group.rename": [
    inGroup((conversation_id) => ({ conversation_id, name: "<u>新名</u>" }), leaders),
  ],
  "group.describe": [
    inGroup((conversation_id) => ({ conversation_id, description: "<script>" }), leaders),
  ],
  "group.set_avatar": [inGroup((conversation_id) => ({ conversation_id, image: "" }), leaders)],
  "group.invite": [
    onMember(({ people }) => ({ user_ids: [people.friend.userId] }), members, {
      user_ids: ({ people }) => [people.stranger.userId],
    }),
  ],
  "group.remove": [
    onMember(
      ({ people }, role) => ({ user_id: people[role === "owner" ? "admin" : "member"].userId }),
      ["admin", "owner"],
      { user_id: ({ people }) => people.stranger.userId },
    ),
  ],
  "group.set_admin": [
    onMember(({ people }) => ({ user_id: people.member.userId, admin: true }), ["owner"], {
      user_id: ({ people }) => people.former.userId,
    }),
  ],
  "group.transfer": [
    onMember(({ people }) => ({ user_id: people.member.userId }), ["owner"], {
      user_id: ({ people }) => people.former.userId,
    }),
  ],
  "group.set_nickname": [
    inGroup((conversation_id) => ({ conversation_id, nickname: "<b>队长</b>" })),
  ],
  "group.announce": [
    inGroup(
      (conversation_id) => ({ conversation_id, text: "<b>九点</b>", must_confirm: false }),
      leaders,
    ),
  ],
  "group.edit_announcement": [
    onMember(
      ({ announcement }, role) => ({
        announcement_id: announcement,
        text: `<i>十点</i> ${role}`,
        must_confirm: true,
        again: false,
      }),
      leaders,
      { announcement_id: ({ elsewhere }) => elsewhere.announcement },
    ),
  ],
  "group.withdraw_announcement": [
    onMember(
      async ({ announcement, group, people: { owner } }, role) => {
        if (role !== "owner") return { announcement_id: announcement };
        return { announcement_id: await announcedBy(owner, group) };
      },
      ["admin", "owner"],
      { announcement_id: ({ elsewhere }) => elsewhere.announcement },
    ),
  ],
  "group.announcements": [inGroup((conversation_id) => ({ conversation_id }))],
  "group.dismiss_announcement": [
    onMember(({ announcement }) => ({ announcement_id: announcement }), members, {
      announcement_id: ({ elsewhere }) => elsewhere.announcement,
    }),
  ],
  "group.confirmations": [
    onMember(({ announcement }) => ({ announcement_id: announcement, confirmed: true }), leaders, {
      announcement_id: ({ elsewhere }) => elsewhere.announcement,
    }),
  ],
  "group.remind": [
    {
      ...inGroup((conversation_id) => ({ conversation_id }), ["admin", "owner"]),
      // Once a day for each: the second needs one more.
      params: async ({ group, people: { owner } }, role) => {
        const more = { conversation_id: group, text: "十点", must_confirm: true };
        if (role === "owner") await owner.device.call("group.announce", more);
        return { conversation_id: group };
      },
    },
  ],

  "group.configure": [inGroup((conversation_id) => ({ conversation_id, findable: true }), leaders)],
  "group.mute": [
    onMember(({ people }) => ({ user_id: people.member.userId, minutes: 5 }), leaders, {
      user_id: ({ people }) => people.former.userId,
    }),
  ],
  "group.exempt": [
    onMember(({ people }) => ({ user_id: people.member.userId, exempt: true }), leaders, {
      user_id: ({ people }) => people.former.userId,
    }),
  ],

  "group.find": [{ params: ({ group }) => ({ words: String(group) }), may: everyone }],
  "group.join": [
    // The group lets itself be found and asked; the one elsewhere does not.
    {
      params: ({ group }) => ({ conversation_id: group, reason: "<b>我来了</b>" }),
      may: everyone,
      ids: { conversation_id: ({ elsewhere }) => elsewhere.hidden },
    },
    { params: ({ link }) => ({ code: link.code, reason: "" }), may: everyone },
  ],
  "group.read_link": [{ params: ({ link }) => ({ code: link.code }), may: everyone }],
  "group.create_link": [inGroup((conversation_id) => ({ conversation_id }))],
  "group.links": [inGroup((conversation_id) => ({ conversation_id }))],
  "group.revoke_link": [
    {
      params: async ({ group, link, people }, role) => {
        const inGroup = { conversation_id: group };
        if (role !== "owner") return { ...inGroup, link_id: link.link_id };
        // The admin has revoked the first.
        const { link_id } = await people.member.device.call("group.create_link", inGroup);
        return { ...inGroup, link_id };
      },
      may: ["admin", "owner"],
      ids: {
        conversation_id: ({ elsewhere }) => elsewhere.group,
        link_id: ({ elsewhere }) => elsewhere.link.link_id,
      },
    },
  ],
  "group.join_requests": [inGroup((conversation_id) => ({ conversation_id }), leaders)],
  "group.decide": [
    {
      params: async (world, role) => ({
        conversation_id: world.group,
        // The admin has let the first in.
        request_id: role === "owner" ? await anotherAsks(world) : world.joinRequest,
        admit: true,
      }),
      may: ["admin", "owner"],
      ids: {
        conversation_id: ({ elsewhere }) => elsewhere.group,
        request_id: ({ elsewhere }) => elsewhere.joinRequest,
      },
    },
  ],
};

function anotherAsks(world: World): Promise<number> {
  return asksToJoin(world.people.stranger, world.people.owner, world.group);
}
