// Who may do what: a row for every command, or the program does not compile.
import { answerTo } from "../equivalence/puzzle";
import { callRows } from "./call_rows";
import { fileRows } from "./file_rows";
import { groupCallRows } from "./group_call_rows";
import { groupRows } from "./group_rows";
import { anybody, byHost, inBoth, inGroup, ofFriendGroup, own, publicly, type Rows } from "./row";
import { stickerRows } from "./sticker_rows";
import { everyone, password, type World } from "./world";

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
      params: ({ elsewhere }) => ({
        user_id: elsewhere.someone.userId,
        message: "<b>你好</b>",
        friend_group_id: 0,
      }),
      may: everyone,
      ids: { user_id: anybody, friend_group_id: ({ elsewhere }) => elsewhere.friendGroup },
    },
  ],
  "friend.terms": [
    {
      params: ({ elsewhere }) => ({ user_id: elsewhere.someone.userId }),
      may: everyone,
      ids: { user_id: anybody },
    },
  ],
  "friend.accept": [
    {
      params: ({ request }) => ({ request_id: request, friend_group_id: 0 }),
      may: ["owner"],
      ids: {
        request_id: ({ elsewhere }) => elsewhere.request,
        friend_group_id: ({ elsewhere }) => elsewhere.friendGroup,
      },
    },
  ],
  "friend.remove": [
    {
      params: ({ people }) => ({ user_id: people.friend.userId }),
      may: ["owner", "admin", "member", "former"],
      ids: { user_id: ({ people }) => people.stranger.userId },
    },
  ],
  "user.block": [
    {
      params: ({ elsewhere }) => ({ user_id: elsewhere.someone.userId }),
      may: everyone,
      ids: { user_id: anybody },
    },
  ],
  "user.unblock": [
    {
      params: async ({ people, elsewhere }, role) => {
        const user_id = elsewhere.someone.userId;
        if (role === "former") await people.former.device.call("user.block", { user_id });
        return { user_id };
      },
      may: ["former"],
      ids: { user_id: ({ elsewhere }) => elsewhere.friendId },
    },
  ],
  "user.common_groups": [
    {
      params: ({ elsewhere }) => ({ user_id: elsewhere.someone.userId }),
      may: everyone,
      ids: { user_id: anybody },
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

  "message.send": [
    ...inBoth((conversation_id) => ({
      conversation_id,
      client_id: `rights-${(texts += 1)}`,
      text: "<img src=x onerror=alert(1)>",
    })),
    {
      params: ({ direct, people }) => ({
        conversation_id: direct,
        client_id: `rights-${(texts += 1)}`,
        text: "",
        card_user_id: people.friend.userId,
      }),
      may: ["owner", "friend"],
      ids: {
        conversation_id: ({ elsewhere }) => elsewhere.direct,
        card_user_id: ({ people }) => people.stranger.userId,
      },
    },
  ],
  "message.files": [
    ...inBoth((conversation_id) => ({ conversation_id })),
    // Whose files are looked for need be nobody.
    {
      ...inGroup((conversation_id, { people }) => ({
        conversation_id,
        sender_id: people.owner.userId,
      })),
      ids: { conversation_id: ({ elsewhere }) => elsewhere.group, sender_id: anybody },
    },
  ],
  "message.history": inBoth((conversation_id) => ({ conversation_id })),
  "conversation.mark_read": inBoth((conversation_id) => ({ conversation_id, seq: 1 })),
  "conversation.mark_delivered": inBoth((conversation_id) => ({ conversation_id, seq: 1 })),
  "conversation.configure": inBoth((conversation_id) => ({ conversation_id, muted: true })),
  "conversation.set_draft": inBoth((conversation_id) => ({ conversation_id, draft: "晚点说" })),
  "conversation.type": inBoth((conversation_id) => ({ conversation_id })),

  ...groupRows,
  ...callRows,
  ...groupCallRows,
  ...fileRows,
  ...stickerRows,

  "stream.snapshot": own({}),
  "stream.read": own({ after: 0 }),
};
