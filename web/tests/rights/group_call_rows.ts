// Who may do what to a call of the group: the admin has started it, and somebody elsewhere another one. Its lines to the
// engine are the admin's alone.
import type { MediaLine } from "../../src/protocol/protocol";
import { window } from "../equivalence/call_cases";
import { joinCall } from "../equivalence/group_call_cases";
import { enter, fingerprint, voice } from "../equivalence/media_cases";
import { speaking } from "./call_rows";
import { anybody, own, type Row, type Rows } from "./row";
import { callBetween, type Role, type World } from "./world";

interface Going {
  id: number;
  elsewhere: number;
  line: MediaLine;
  transport: string;
  producer: string;
  foreignTransport: string;
}

const goings = new WeakMap<World, Going>();

async function start(world: World): Promise<void> {
  const { admin } = world.people;
  const { someone, group } = world.elsewhere;
  const join = { leave_other: true };
  const { call } = await joinCall(admin.device, world.group, "admin", join);
  const theirs = await joinCall(someone.device, group, "someone", join);
  const elsewhere = theirs.call.group_call_id;
  const line = await enter(admin.device, call.group_call_id, "admin");
  const send = { line: line.line, direction: "send" } as const;
  const { transport_id } = await admin.device.call("media.open", send);
  const foreign = await enter(someone.device, elsewhere, "someone");
  const opened = await someone.device.call("media.open", { ...send, line: foreign.line });
  const sent = await someone.device.call("media.send", {
    line: foreign.line,
    source: "microphone",
    rtp_parameters: voice(),
  });
  goings.set(world, {
    id: call.group_call_id,
    elsewhere,
    line,
    transport: transport_id,
    producer: sent.producer_id,
    foreignTransport: opened.transport_id,
  });
}

function going(world: World): Going {
  const found = goings.get(world);
  if (!found) throw new Error("no call goes on");
  return found;
}

/** On the call, by those who may. */
function inCall<P extends { group_call_id: number }>(
  params: (group_call_id: number, world: World, role: Role) => P | Promise<P>,
  may: readonly Role[],
  ids: object = {},
): Row<P> {
  return {
    prepare: start,
    params: (world, role) => params(going(world).id, world, role),
    may,
    ids: { ...ids, group_call_id: (world: World) => going(world).elsewhere } as Row<P>["ids"] &
      object,
  };
}

const hosts: readonly Role[] = ["owner", "admin"];
const someoneElse = { user_id: (world: World): number => world.elsewhere.friendId };

/** On the admin's line. */
function onLine<P extends { line: string }>(
  params: (line: string, at: Going) => P,
  ids: object = {},
): Row<P>[] {
  return [
    {
      prepare: start,
      params: (world) => params(going(world).line.line, going(world)),
      may: ["admin"],
      ids: ids as Row<P>["ids"] & object,
    },
  ];
}

const foreignTransport = {
  transport_id: (world: World): string => going(world).foreignTransport,
};

const grown = new WeakMap<World, { id: number; elsewhere: number }>();

/** The member and the friend speak, and the owner is rung to come in; elsewhere there is a call of a group. */
async function grow(world: World): Promise<void> {
  const { member, owner } = world.people;
  const { someone, group } = world.elsewhere;
  const { into } = await member.device.call("group_call.grow", {
    call_id: await speaking(world),
    endpoint: window("member"),
    user_id: owner.userId,
  });
  const { call } = await joinCall(someone.device, group, "someone", { leave_other: true });
  grown.set(world, { id: into ?? 0, elsewhere: call.group_call_id });
}

function grownIn(world: World): { id: number; elsewhere: number } {
  const found = grown.get(world);
  if (!found) throw new Error("no call has grown");
  return found;
}

/** They leave what their call has become, and speak anew. */
async function again(world: World): Promise<number> {
  const { member, friend } = world.people;
  const { group_call_room } = await member.device.call("stream.snapshot", {});
  const group_call_id = group_call_room?.group_call_id ?? 0;
  await friend.device.call("group_call.leave", { group_call_id });
  await member.device.call("group_call.leave", { group_call_id });
  const call_id = await callBetween(member, friend, "member");
  return speaking(world, call_id);
}

export const groupCallRows = {
  "group_call.grow": [
    {
      params: async (world, role) => ({
        // When it is the friend's turn, the member's has grown: they speak anew.
        call_id: role === "friend" ? await again(world) : await speaking(world),
        endpoint: window(role),
        user_id: world.people.owner.userId,
      }),
      may: ["member", "friend"],
      ids: {
        call_id: (world) => world.elsewhere.call,
        user_id: (world) => world.elsewhere.friendId,
      },
    },
  ],
  "group_call.invite": [
    {
      prepare: grow,
      params: (world, role) => ({
        group_call_id: grownIn(world).id,
        endpoint: window(role),
        user_id: world.people.owner.userId,
      }),
      may: ["member", "friend"],
      ids: {
        group_call_id: (world) => grownIn(world).elsewhere,
        user_id: (world) => world.elsewhere.friendId,
      },
    },
  ],
  "group_call.join": [
    {
      prepare: start,
      params: (world, role) => ({
        conversation_id: world.group,
        endpoint: window(role),
        microphone: false,
        camera: false,
        group_call_id: going(world).id,
      }),
      may: hosts,
      // In a call with the friend.
      told: ["member"],
      ids: {
        conversation_id: (world) => world.elsewhere.group,
        group_call_id: (world) => going(world).elsewhere,
      },
    },
  ],
  "group_call.leave": [inCall((group_call_id) => ({ group_call_id }), ["admin"])],
  "group_call.keep": [
    inCall((group_call_id, _, role) => ({ group_call_id, endpoint: window(role) }), ["admin"]),
  ],
  "group_call.show": [
    inCall(
      (group_call_id, _, role) => ({ group_call_id, endpoint: window(role), hand: true }),
      ["admin"],
    ),
  ],
  "group_call.react": [inCall((group_call_id) => ({ group_call_id, emoji: "🎉" }), ["admin"])],
  "group_call.mute": [
    inCall(
      (group_call_id, { people }) => ({ group_call_id, user_id: people.admin.userId }),
      hosts,
      someoneElse,
    ),
  ],
  "group_call.configure": [inCall((group_call_id) => ({ group_call_id, locked: true }), hosts)],
  "group_call.remove": [
    inCall(
      (group_call_id, { people }) => ({ group_call_id, user_id: people.admin.userId }),
      ["owner"],
      someoneElse,
    ),
  ],
  "group_call.end": [
    inCall(async (group_call_id, world, role) => {
      if (role !== "admin") return { group_call_id };
      // The owner has ended it: the admin starts another one.
      const again = await joinCall(world.people.admin.device, world.group, "admin");
      return { group_call_id: again.call.group_call_id };
    }, hosts),
  ],

  "media.enter": [
    {
      prepare: start,
      params: (world, role) => ({ group_call_id: going(world).id, endpoint: window(role) }),
      may: ["admin"],
      ids: { group_call_id: (world) => going(world).elsewhere },
    },
    {
      // No call between two goes over the engine.
      params: (world, role) => ({ call_id: world.call, endpoint: window(role) }),
      may: [],
      ids: { call_id: (world) => world.elsewhere.call },
    },
  ],
  "media.look": onLine((line) => ({ line })),
  "media.open": onLine((line) => ({ line, direction: "send" as const })),
  "media.connect": onLine(
    (line, { transport }) => ({ line, transport_id: transport, dtls_parameters: fingerprint }),
    foreignTransport,
  ),
  "media.restart": onLine(
    (line, { transport }) => ({ line, transport_id: transport }),
    foreignTransport,
  ),
  "media.send": onLine((line) => ({
    line,
    source: "microphone" as const,
    rtp_parameters: voice(),
  })),
  "media.stop": onLine((line) => ({ line, source: "microphone" as const })),
  "media.receive": [
    {
      prepare: async (world) => {
        await start(world);
        const { line } = going(world);
        await world.people.admin.device.call("media.open", {
          line: line.line,
          direction: "receive",
          rtp_capabilities: line.rtp_capabilities,
        });
      },
      params: (world) => ({ line: going(world).line.line, producer_ids: ["nothing"] }),
      may: ["admin"],
      // What nobody sends is left out of the answer.
      ids: { producer_ids: anybody },
    },
  ],
  "media.probe": own({}),
  "media.want": onLine((line) => ({
    line,
    wishes: [
      { consumer_id: "nothing", paused: false, spatial: null, temporal: null, priority: null },
    ],
  })),
} satisfies Partial<Rows>;
