import { computed, watch, type ComputedRef } from "vue";
import { avatarUrl } from "../../platform/server_address";
import type { GroupCallSeat } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import type { CallQuality } from "../../calling/call_quality";
import type { Received } from "../../calling/media_reception";
import { useGroupCalls } from "./group_calls_store";

export interface Person {
  id: number;
  name: string;
  picture: string;
  seat: GroupCallSeat;
  isMe: boolean;
  speaks: boolean;
  /** Their camera, where it is on and arrives. */
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
  /** There is no room for their picture on the way here, or for mine on the way to them. */
  starved: boolean;
  /** How well what they send reaches the server. */
  quality: CallQuality;
}

/** Of 10 points, which the media engine gives by what is lost on the way to it. */
const poorUpTo = 4;
const fairUpTo = 7;

function qualityBy(score: number): CallQuality {
  if (score <= poorUpTo) return "poor";
  return score <= fairUpTo ? "fair" : "good";
}

/** Everybody in the call, in the order of coming, with what is to be seen of them; I am the last. */
export function useCallPeople(): ComputedRef<Person[]> {
  const calls = useGroupCalls();
  const members = useMembers();
  const session = useSession();
  const groupId = computed(() => calls.call?.conversation_id ?? 0);

  watch(
    () => calls.seats.map((one) => one.user_id).join(),
    () => {
      const ids = calls.seats.map((one) => one.user_id);
      if (ids.length > 0 && groupId.value !== 0) void members.learn(groupId.value, ids);
    },
    { immediate: true },
  );

  function person(seat: GroupCallSeat): Person {
    const id = seat.user_id;
    const isMe = id === session.myId;
    const of = (source: Received["source"]): Received | undefined =>
      calls.received.find((one) => one.userId === id && one.source === source);
    const camera = of("camera");
    return {
      id,
      name: members.nameIn(groupId.value, id),
      picture: avatarUrl(members.user(groupId.value, id).avatar),
      seat,
      isMe,
      speaks: seat.microphone && calls.voices.speaking.has(id),
      camera: isMe ? calls.media.camera : seat.camera ? (camera?.track ?? null) : null,
      screen: isMe ? calls.media.screen : seat.screen ? (of("screen")?.track ?? null) : null,
      starved: isMe ? calls.media.cameraHeld : seat.camera && camera?.starved === true,
      quality: qualityBy(calls.voices.scores.get(id) ?? 10),
    };
  }
  return computed(() => {
    const all = calls.seats.map(person);
    return [...all.filter((one) => !one.isMe), ...all.filter((one) => one.isMe)];
  });
}
