// Who may do what to a call: it rings from the member to the friend, and elsewhere between two whom nobody knows.
import { newTry, window } from "../equivalence/call_cases";
import { own, type Row, type Rows } from "./row";
import { callBetween, type Role, type World } from "./world";

const elsewhere = { call_id: (world: World): number => world.elsewhere.call };
const at = (role: Role): string => window(role);

/** The same call, answered by the friend. */
async function answered(world: World): Promise<number> {
  await world.people.friend.device.call("call.accept", {
    call_id: world.call,
    endpoint: at("friend"),
  });
  return world.call;
}

/** It has been answered, and they hear each other. */
export async function speaking(world: World, call_id = world.call): Promise<number> {
  const asked = { call_id, endpoint: at("friend") };
  await world.people.friend.device.call("call.accept", asked);
  await world.people.friend.device.call("call.connected", asked);
  return call_id;
}

function byWindow<P extends object>(rest: P): Row<P & { call_id: number; endpoint: string }>[] {
  return [
    {
      params: async (world, role) => ({
        ...rest,
        call_id: await answered(world),
        endpoint: at(role),
      }),
      may: ["member", "friend"],
      ids: elsewhere as Row<P & { call_id: number; endpoint: string }>["ids"] & object,
    },
  ];
}

export const callRows = {
  "call.invite": [
    {
      params: ({ people }, role) => ({
        user_id: people.friend.userId,
        media: "voice",
        client_id: newTry(),
        endpoint: at(role),
      }),
      may: ["owner", "admin", "former"],
      // One is in a call already, the other would call themselves.
      told: ["member", "friend"],
      ids: { user_id: ({ people }) => people.stranger.userId },
    },
  ],
  "call.accept": [
    {
      params: ({ call }, role) => ({ call_id: call, endpoint: at(role) }),
      may: ["friend"],
      ids: elsewhere,
    },
  ],
  "call.decline": [{ params: ({ call }) => ({ call_id: call }), may: ["friend"], ids: elsewhere }],
  "call.hang_up": [
    {
      // When it is the friend's turn, the member has hung up: they call again.
      params: async ({ call, people }, role) => {
        if (role !== "friend") return { call_id: call };
        const again = await callBetween(people.member, people.friend, "member");
        return { call_id: again };
      },
      may: ["member", "friend"],
      ids: elsewhere,
    },
  ],
  "call.routes": own({}),
  "call.connected": byWindow({}),
  "call.keep": byWindow({}),
  "call.relay": byWindow({}),
  "call.signal": byWindow({ signals: [{ kind: "offer" as const, round: 1, text: "<b>" }] }),
} satisfies Partial<Rows>;
