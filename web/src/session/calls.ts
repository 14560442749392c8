// What events make of the call of mine: one of two, or one with a room.
import type { Call, DurableEvents, GroupCallRoom, GroupCallSeat, User } from "../protocol/protocol";
import { myId, type State } from "./state";

/** There is one at a time; the end of another changes nothing. */
export function callAfter(state: State, news: Call): Call | null {
  const before = state.call;
  // Whoever rings somebody to come into a call is in that one.
  if (news.into !== null && news.caller.user_id === myId(state)) return before;
  if (news.state !== "ended") return news;
  return before?.call_id === news.call_id ? null : before;
}

/** Somebody came in, or shows something else. */
export function roomAfterSeated(
  room: GroupCallRoom | null,
  { group_call_id, seat, user }: DurableEvents["group_call.seated"],
): GroupCallRoom | null {
  if (room?.group_call_id !== group_call_id) return room;
  const others = room.seats.filter((one) => one.user_id !== seat.user_id);
  const people = user ? withPerson(room.people, user) : room.people;
  return { ...room, seats: inOrderOfComing([...others, seat]), people };
}

export function roomAfterLeft(
  room: GroupCallRoom | null,
  { group_call_id, user_id }: DurableEvents["group_call.left"],
  me: number,
): GroupCallRoom | null {
  if (room?.group_call_id !== group_call_id) return room;
  if (user_id === me) return null;
  const seats = room.seats.filter((one) => one.user_id !== user_id);
  const people = room.people.filter((one) => one.user_id !== user_id);
  return { ...room, seats, people };
}

function withPerson(people: readonly User[], one: User): User[] {
  const others = people.filter((other) => other.user_id !== one.user_id);
  return [...others, one].sort((a, b) => a.user_id - b.user_id);
}

function inOrderOfComing(seats: GroupCallSeat[]): GroupCallSeat[] {
  return seats.sort((a, b) => a.joined_at - b.joined_at || a.user_id - b.user_id);
}
