// How a call of a group stands for this window. Pure.
import type { GroupCall, GroupCallRoom, GroupCallSeat } from "../../protocol/protocol";

export interface GroupCallStanding {
  call: GroupCall | null;
  seats: readonly GroupCallSeat[];
  mine: GroupCallSeat | null;
  /** This window speaks. */
  isHere: boolean;
  /** Another window of mine does. */
  isElsewhere: boolean;
}

const nowhere: GroupCallStanding = {
  call: null,
  seats: [],
  mine: null,
  isHere: false,
  isElsewhere: false,
};

export function standingOf(
  room: GroupCallRoom | null,
  calls: readonly GroupCall[],
  me: { id: number; endpoint: string; left: number | null },
): GroupCallStanding {
  if (!room || room.group_call_id === me.left) return nowhere;
  const call = calls.find((one) => one.group_call_id === room.group_call_id) ?? room.call;
  const mine = room.seats.find((one) => one.user_id === me.id) ?? null;
  if (!call || !mine) return nowhere;
  const isHere = mine.endpoint === me.endpoint;
  return { call, seats: room.seats, mine, isHere, isElsewhere: !isHere };
}

/** Hands that are up, the first one first. */
export function handsOf(seats: readonly GroupCallSeat[]): GroupCallSeat[] {
  return seats
    .filter((one) => one.hand_raised_at > 0)
    .sort((a, b) => a.hand_raised_at - b.hand_raised_at);
}

/** Who may not turn the microphone on. */
export function isSilenced(call: GroupCall | null, mine: GroupCallSeat | null): boolean {
  return call !== null && mine !== null && !call.may_unmute && !mine.host;
}
