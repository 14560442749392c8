// What a row says, and the rows that many commands share.
import type { Commands } from "../../src/protocol/protocol";
import { everyone, members, type Role, type World } from "./world";

type Made<P> = P | Promise<P>;

export interface Row<P> {
  /** What has happened before anybody tries. */
  prepare?(world: World): Promise<void>;
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

export const anybody = (): undefined => undefined;
export const own = <P>(params: P): Row<P>[] => [{ params: () => params, may: everyone }];
export const publicly: readonly Role[] = [...everyone, "nobody"];
export const byHost: readonly Role[] = ["host"];

/** On the group, by its members unless `may` says otherwise. */
export function inGroup<P extends { conversation_id: number }>(
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
export function inBoth<P extends { conversation_id: number }>(
  params: (conversation_id: number) => P,
): Row<P>[] {
  const direct: Row<P> = {
    params: (world) => params(world.direct),
    may: ["owner", "friend"],
    ids: { conversation_id: (world: World) => world.elsewhere.direct } as Row<P>["ids"] & object,
  };
  return [inGroup(params), direct];
}

export function ofFriendGroup<P extends object>(rest: P): Row<P & { friend_group_id: number }>[] {
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
export function onMember<P extends object>(
  rest: (world: World, role: Role) => Made<P>,
  may: readonly Role[],
  ids: { [Id in keyof P]?: (world: World) => P[Id] | undefined },
): Row<P & { conversation_id: number }> {
  return {
    params: async (world, role) => ({
      ...(await rest(world, role)),
      conversation_id: world.group,
    }),
    may,
    ids: { ...ids, conversation_id: (world: World) => world.elsewhere.group } as Row<
      P & { conversation_id: number }
    >["ids"] &
      object,
  };
}
