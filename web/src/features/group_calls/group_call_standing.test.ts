import { describe, expect, it } from "vitest";
import type { GroupCall, GroupCallSeat } from "../../protocol/protocol";
import { handsOf, isSilenced, standingOf } from "./group_call_standing";

const call: GroupCall = {
  group_call_id: 7,
  conversation_id: 3,
  started_by: 2,
  started_at: 0,
  people: 2,
  face_ids: [1, 2],
  locked: false,
  may_unmute: true,
  grew_from: null,
};
function seat(user_id: number, more: Partial<GroupCallSeat> = {}): GroupCallSeat {
  return {
    user_id,
    endpoint: `window-${user_id}`,
    joined_at: user_id,
    host: false,
    microphone: true,
    camera: false,
    screen: false,
    hand_raised_at: 0,
    ...more,
  };
}
const room = { group_call_id: 7, seats: [seat(1), seat(2)], call: null, people: [] };
const me = { id: 1, endpoint: "window-1", left: null };

describe("a call of a group", () => {
  it("is here in the window that has my seat", () => {
    expect(standingOf(room, [call], me)).toMatchObject({ isHere: true, isElsewhere: false });
  });
  it("is elsewhere for my other windows", () => {
    const other = { ...me, endpoint: "window-9" };
    expect(standingOf(room, [call], other)).toMatchObject({ isHere: false, isElsewhere: true });
  });
  it("is nowhere once I left, whether or not the server knows", () => {
    expect(standingOf(room, [call], { ...me, left: 7 }).call).toBeNull();
  });
  it("is nowhere when it is over or I am not in it", () => {
    expect(standingOf(room, [], me).call).toBeNull();
    expect(standingOf({ ...room, seats: [seat(2)] }, [call], me).call).toBeNull();
    expect(standingOf(null, [call], me).call).toBeNull();
  });
  it("is known from the room alone where it has no group", () => {
    const grown = { ...call, conversation_id: 0, grew_from: 5 };
    expect(standingOf({ ...room, call: grown }, [], me)).toMatchObject({
      call: grown,
      isHere: true,
    });
  });
});

it("keeps hands in the order in which they went up", () => {
  const seats = [seat(1, { hand_raised_at: 30 }), seat(2), seat(3, { hand_raised_at: 20 })];
  expect(handsOf(seats).map((one) => one.user_id)).toEqual([3, 1]);
});

it("silences those who are no hosts where hosts alone may unmute", () => {
  const quiet = { ...call, may_unmute: false };
  expect(isSilenced(quiet, seat(1))).toBe(true);
  expect(isSilenced(quiet, seat(1, { host: true }))).toBe(false);
  expect(isSilenced(call, seat(1))).toBe(false);
});
