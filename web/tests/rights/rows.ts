// Who may do what: a row for every command, or the program does not compile.
import type { Commands } from "../../src/protocol/protocol";
import { answerTo } from "../equivalence/puzzle";
import { everyone, leaders, members, password, type Role, type World } from "./world";

type Made<P> = P | Promise<P>;

export interface Row<P> {
  /** The call as `role` would make it, with ids that exist. */
  params(world: World, role: Role): Made<P>;
  /** Who is answered, in the order of trying. Everybody else is told what they would be told of ids that nobody has. */
  may: readonly Role[];
  /** Who knows of the thing and is refused by a reason of its own. */
  told?: readonly Role[];
  /**
   * For each id in the call one that exists and is none of the caller's business: it must look unknown too. `anybody`
   * where everybody's will do.
   */
  ids?: { [Id in keyof P]?: (world: World) => P[Id] | undefined };
}

export type Rows = { [K in keyof Commands]: Row<Commands[K]["params"]>[] };

const anybody = (): undefined => undefined;
const own = <P>(params: P): Row<P>[] => [{ params: () => params, may: everyone }];
const publicly: readonly Role[] = [...everyone, "nobody"];
const byHost: readonly Role[] = ["host"];

/** On the group, by its members unless `may` says otherwise. */
function inGroup<P extends { conversation_id: number }>(
  params: (conversation_id: number, world: World, role: Role) => P,
  may: readonly Role[] = members,
): Row<P> {
  return {
    params: (world, role) => params(world.group, world, role),
    may,
    ids: { conversation_id: (world: World) => world.elsewhere.group } as Row<P>["ids"] & object,
  };
}

/** In both kinds of conversation, by those who are in them. */
function inBoth<P extends { conversation_id: number }>(
  params: (conversation_id: number) => P,
): Row<P>[] {
  const direct: Row<P> = {
    params: (world) => params(world.direct),
    may: ["owner", "friend"],
    ids: { conversation_id: (world: World) => world.elsewhere.direct } as Row<P>["ids"] & object,
  };
  return [inGroup(params), direct];
}

let texts = 0;

export const rows: Rows = {
  "server.info": [{ params: () => ({}), may: publicly }],
  "account.challenge": [{ params: () => ({}), may: publicly }],
  "account.register": [
    {
      params: async ({ people }) => ({
        account: `new-${(texts += 1)}`,
        password,
        challenge: await answerTo(people.host.device),
      }),
      may: publicly,
    },
  ],
  "account.sign_in": [
    { params: ({ people }) => ({ account: people.owner.account, password }), may: publicly },
  ],
  "account.recover": [
    {
      // Whoever has the code.
      params: ({ elsewhere: { someone } }) => ({
        account: someone.account,
        code: someone.recoveryCodes.pop() ?? "",
        new_password: password,
      }),
      may: publicly,
    },
  ],
  "account.sign_out": own({}),
  "account.change_password": own({ old_password: password, new_password: password }),
  "account.renew_recovery_codes": own({ password }),
  "account.update_profile": own({ signature: "<b>你好</b>" }),
  "account.set_avatar": own({ image: "" }),
  "account.update_settings": own({ hide_presence: true }),

  "device.list": own({}),
  "device.sign_out": [
    {
      params: ({ secondDevice }) => ({ device_id: secondDevice }),
      may: ["owner"],
      ids: { device_id: ({ elsewhere }) => elsewhere.deviceId },
    },
  ],

  "invite.create": [{ params: () => ({}), may: byHost }],
  "invite.list": [{ params: () => ({}), may: byHost }],
  "invite.revoke": [
    {
      params: async ({ people }) => ({
        code: (await people.host.device.call("invite.create", {})).code,
      }),
      may: byHost,
    },
  ],
  "admin.reset_password": [
    { params: ({ people }) => ({ account: people.owner.account }), may: byHost },
  ],

  "user.find": own({ account: "nobody-0" }).map((row) => ({
    ...row,
    params: ({ elsewhere }: World) => ({ account: elsewhere.someone.account }),
  })),
  "friend.request": [
    {
      params: ({ elsewhere }) => ({ user_id: elsewhere.someone.userId }),
      may: everyone,
      ids: { user_id: anybody },
    },
  ],
  "friend.accept": [
    {
      params: ({ request }) => ({ request_id: request }),
      may: ["owner"],
      ids: { request_id: ({ elsewhere }) => elsewhere.request },
    },
  ],
  "friend.decline": [
    {
      params: ({ request }) => ({ request_id: request }),
      may: ["owner"],
      ids: { request_id: ({ elsewhere }) => elsewhere.request },
    },
  ],
  "friend.configure": [
    {
      params: ({ people }) => ({ user_id: people.friend.userId, remark: "<i>阿友</i>" }),
      may: ["owner", "admin", "member", "former"],
      ids: { user_id: ({ people }) => people.stranger.userId },
    },
  ],
  "friend.move": [
    {
      params: ({ people, friendGroup }) => ({
        user_ids: [people.friend.userId],
        friend_group_id: friendGroup,
      }),
      may: ["owner"],
      ids: {
        user_ids: ({ people }) => [people.stranger.userId],
        friend_group_id: ({ elsewhere }) => elsewhere.friendGroup,
      },
    },
  ],
  "friend_group.create": own({ name: "<b>球友</b>" }),
  "friend_group.rename": ofFriendGroup({ name: "老友" }),
  "friend_group.place": ofFriendGroup({ place: 0 }),
  "friend_group.remove": ofFriendGroup({}),
  "presence.list": own({}),

  "message.send": inBoth((conversation_id) => ({
    conversation_id,
    client_id: `rights-${(texts += 1)}`,
    text: "<img src=x onerror=alert(1)>",
  })),
  "message.history": inBoth((conversation_id) => ({ conversation_id })),
  "conversation.mark_read": inBoth((conversation_id) => ({ conversation_id, seq: 1 })),
  "conversation.mark_delivered": inBoth((conversation_id) => ({ conversation_id, seq: 1 })),
  "conversation.configure": inBoth((conversation_id) => ({ conversation_id, muted: true })),
  "conversation.set_draft": inBoth((conversation_id) => ({ conversation_id, draft: "晚点说" })),
  "conversation.type": inBoth((conversation_id) => ({ conversation_id })),

  "group.create": [
    {
      params: ({ people }) => ({ name: "新群", user_ids: [people.friend.userId] }),
      may: ["owner", "admin", "member", "former"],
      told: ["friend"],
      ids: { user_ids: ({ people }) => [people.stranger.userId] },
    },
  ],
  "group.members": [inGroup((conversation_id) => ({ conversation_id }))],
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

  "stream.snapshot": own({}),
  "stream.read": own({ after: 0 }),
};

function ofFriendGroup<P extends object>(rest: P): Row<P & { friend_group_id: number }>[] {
  return [
    {
      params: ({ friendGroup }) => ({ ...rest, friend_group_id: friendGroup }),
      may: ["owner"],
      ids: { friend_group_id: ({ elsewhere }: World) => elsewhere.friendGroup } as Row<
        P & { friend_group_id: number }
      >["ids"] &
        object,
    },
  ];
}

/** On somebody or something in the group: both ids are tried. */
function onMember<P extends object>(
  rest: (world: World, role: Role) => P,
  may: readonly Role[],
  ids: { [Id in keyof P]?: (world: World) => P[Id] | undefined },
): Row<P & { conversation_id: number }> {
  return {
    params: (world, role) => ({ ...rest(world, role), conversation_id: world.group }),
    may,
    ids: { ...ids, conversation_id: (world: World) => world.elsewhere.group } as Row<
      P & { conversation_id: number }
    >["ids"] &
      object,
  };
}
