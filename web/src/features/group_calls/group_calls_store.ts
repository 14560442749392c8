// The call of a group that this window is in. Who is in it and how it stands is said by the server alone; what is
// decided here is what it cannot know: devices, and the line to the media engine.
import { defineStore } from "pinia";
import { computed, markRaw, onScopeDispose, ref, shallowRef, watch } from "vue";
import { createLocalMedia } from "../../calling/local_media";
import { MediaLine, type LineState } from "../../calling/media_line";
import type { Received } from "../../calling/media_reception";
import { ownEndpoint } from "../../calling/own_endpoint";
import { until } from "../../calling/until";
import { useSoundFirst } from "../../calling/use_sound_first";
import { ConnectionLost, isRefusal } from "../../connection/refusal";
import { onReturn } from "../../platform/attention";
import { mayUseDevices } from "../../platform/media_devices";
import type { Commands, GroupCall } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { createVoices } from "./group_voices";
import { createDemand } from "./picture_demand";
import { isSilenced, standingOf } from "./group_call_standing";
import { useGroupCallNews } from "./use_group_call_news";
import { useGrowth } from "./use_growth";

const keepEveryMs = 3_000;
const inCopyMs = 5_000;

export interface JoinWish {
  /** 0 = it has no group, and `groupCallId` says which. */
  conversationId: number;
  groupCallId?: number;
  microphone: boolean;
  camera: boolean;
}

export const useGroupCalls = defineStore("group_calls", () => {
  const session = useSession();
  const endpoint = ownEndpoint();

  /** I left it; the server may not know yet. */
  const left = ref<number | null>(null);
  /** The devices are being asked, or the server. */
  const joining = ref(false);
  const minimised = ref(false);
  const insecure = ref(false);
  const state = ref<LineState>("connecting");
  const received = shallowRef<readonly Received[]>([]);
  /** This server has no engine. */
  const off = ref(false);
  const voices = createVoices();

  const known = computed<GroupCall[]>(() =>
    Object.values(session.state?.conversations ?? {}).flatMap((one) => one.group?.call ?? []),
  );
  const standing = computed(() =>
    standingOf(session.state?.groupCallRoom ?? null, known.value, {
      id: session.myId,
      endpoint: endpoint.value,
      left: left.value,
    }),
  );
  const call = computed(() => standing.value.call);
  const mine = computed(() => standing.value.mine);
  const seats = computed(() => standing.value.seats);
  const isHere = computed(() => standing.value.isHere);
  const silenced = computed(() => isSilenced(call.value, mine.value));

  let line: MediaLine | null = null;
  const media = createLocalMedia(async (place, track) => line?.put(place, track));
  const stats = (): ReturnType<MediaLine["stats"]> => line?.stats() ?? Promise.resolve([]);
  useSoundFirst({
    media,
    isConnected: () => state.value === "connected",
    stats: async () => line?.sendingStats() ?? [],
  });
  const growth = useGrowth({ endpoint, call, media, stats });

  const demand = createDemand((drawn) => {
    wanted = drawn;
    line?.draw(drawn);
  });
  let wanted: ReadonlyMap<string, readonly number[]> = new Map();

  const showing = computed(() => ({
    microphone: media.microphone.value !== null && !media.muted.value,
    camera: media.camera.value !== null && !media.cameraHeld.value,
    screen: media.screen.value !== null,
  }));

  /** Throws what the server refuses with. */
  async function join(
    wish: JoinWish,
    more: Partial<Commands["group_call.join"]["params"]> = {},
  ): Promise<void> {
    if (!mayUseDevices()) return void (insecure.value = true);
    joining.value = true;
    left.value = null;
    try {
      if (!media.microphone.value) await media.startMicrophone();
      if (wish.camera && !media.camera.value) await media.startCamera();
      media.setMuted(!wish.microphone);
      await session.request("group_call.join", {
        conversation_id: wish.conversationId,
        endpoint: endpoint.value,
        microphone: showing.value.microphone,
        camera: showing.value.camera,
        ...(wish.groupCallId === undefined ? {} : { group_call_id: wish.groupCallId }),
        ...more,
      });
      // What I chose in the mirror stays open until the copy knows that I am in.
      await until(() => isHere.value, inCopyMs);
      minimised.value = false;
    } catch (error) {
      if (!isHere.value) media.stopAll();
      throw error;
    } finally {
      joining.value = false;
    }
  }

  async function leave(): Promise<void> {
    const id = call.value?.group_call_id;
    if (id === undefined) return;
    left.value = id;
    await session.request("group_call.leave", { group_call_id: id }).catch(() => undefined);
  }

  /** The server has no seat for this window although it was in the call a moment ago. */
  async function comeBack(): Promise<void> {
    const current = call.value;
    if (!current || !isHere.value) return;
    try {
      await session.request("group_call.join", {
        conversation_id: current.conversation_id,
        endpoint: endpoint.value,
        microphone: showing.value.microphone,
        camera: showing.value.camera,
        group_call_id: current.group_call_id,
      });
      if (isHere.value) line?.begin();
    } catch (error) {
      // Without a connection `keep` tries again; a refusal means that it is over for me, and the events say why.
      if (!(error instanceof ConnectionLost)) left.value = current.group_call_id;
    }
  }

  function open(): void {
    const current = call.value;
    if (!current) return;
    off.value = false;
    line = new MediaLine({
      request: session.request,
      seat: { group_call_id: current.group_call_id, endpoint: endpoint.value },
      tracks: media.tracks,
      onState: (now) => (state.value = now),
      onReceived: (now) => (received.value = now),
      onNoSeat: () => void comeBack(),
      onOff: () => (off.value = true),
    });
    line.draw(wanted);
    line.begin();
  }

  function look(): void {
    demand.setHidden(document.visibilityState === "hidden");
  }

  function close(): void {
    line?.close();
    line = null;
    received.value = [];
    voices.clear();
    state.value = "connecting";
  }

  function show(what: Partial<Commands["group_call.show"]["params"]>): Promise<unknown> {
    const current = call.value;
    if (!current || !isHere.value) return Promise.resolve();
    return session.request("group_call.show", {
      group_call_id: current.group_call_id,
      endpoint: endpoint.value,
      ...what,
    });
  }

  /** What the seat says and what this window does are brought together. */
  function tell(): void {
    const seat = mine.value;
    if (!seat || !isHere.value) return;
    const { microphone, camera, screen } = showing.value;
    if (microphone === seat.microphone && camera === seat.camera && screen === seat.screen) return;
    show({ microphone, camera, screen }).catch((error: unknown) => {
      if (!isRefusal(error, "muted")) return;
      media.setMuted(true);
      news.mayNotUnmute();
    });
  }

  function setMuted(muted: boolean): void {
    if (!muted && silenced.value) return news.mayNotUnmute();
    if (!muted && !media.microphone.value) void media.startMicrophone();
    media.setMuted(muted);
  }

  function keep(): void {
    const current = call.value;
    if (!current || !isHere.value || !session.online) return;
    session
      .request("group_call.keep", {
        group_call_id: current.group_call_id,
        endpoint: endpoint.value,
      })
      .catch((error: unknown) => {
        if (isRefusal(error, "not_found")) void comeBack();
      });
  }

  const news = useGroupCallNews({
    isHere,
    call,
    seats,
    mutedByHost: () => media.setMuted(true),
    /** I was silent for too long, and it still goes on. */
    cameBackLate: (id) => {
      const again = known.value.find((one) => one.group_call_id === id);
      const wish = { conversationId: again?.conversation_id ?? 0, ...showing.value };
      void join(wish, { group_call_id: id }).catch(() => undefined);
    },
  });

  // Before the devices of a call of two are taken over, as they may be at once.
  watch(showing, tell);
  watch(
    () => (isHere.value ? call.value?.group_call_id : undefined),
    (now, before) => {
      if (before !== undefined) close();
      if (now === undefined) {
        if (before !== undefined) growth.letGo();
        if (!joining.value) media.stopAll();
        return;
      }
      minimised.value = false;
      void growth.takeOver();
      // A window that was loaded anew opens its devices again.
      if (!media.microphone.value && !media.trouble.microphone) {
        const seat = mine.value;
        media.setMuted(!seat?.microphone);
        void media.startMicrophone();
        if (seat?.camera) void media.startCamera();
      }
      open();
    },
    { immediate: true },
  );
  document.addEventListener("visibilitychange", look);
  const keeping = setInterval(keep, keepEveryMs);
  const stops = [
    onReturn(() => line?.mend()),
    session.onInStep(() => {
      const gone = session.state?.groupCallRoom?.group_call_id;
      if (left.value !== null && gone === left.value) {
        session.request("group_call.leave", { group_call_id: gone }).catch(() => undefined);
      }
      line?.look();
      line?.mend();
      tell();
    }),
    session.onFleeting((event) => {
      line?.handle(event);
      if (line) voices.handle(event, line.room, session.myId);
    }),
    () => clearInterval(keeping),
    () => document.removeEventListener("visibilitychange", look),
    close,
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return {
    endpoint,
    standing,
    call,
    mine,
    seats,
    isHere,
    silenced,
    joining,
    minimised,
    insecure,
    state,
    off,
    received,
    voices,
    reactions: news.reactions,
    media,
    join,
    leave,
    invite: growth.invite,
    show,
    setMuted,
    demand: markRaw(demand),
    stats,
  };
});
