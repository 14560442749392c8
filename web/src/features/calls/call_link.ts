// This window's way to the other one, for as long as a call is answered here: begun, kept, mended, changed for another one,
// given up.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import { isRefusal } from "../../connection/refusal";
import { onReturn } from "../../platform/attention";
import type { Call, CallSignal, FleetingEvent, FleetingEvents } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { isCaller, otherSide } from "./call_phase";
import type { CallWay, OfferWish, Remote, WayKind, WayNews, WayState } from "./call_way";
import { CallWays } from "./call_ways";
import { createDirectWay } from "./direct_way";
import { RelayedWay } from "./relayed_way";
import { iceServersOf } from "../../calling/ice_servers";
import type { LocalMedia, Place, ScreenKind } from "../../calling/local_media";
import { useSoundFirst } from "../../calling/use_sound_first";

/** What a window tells of itself. */
export interface Showing {
  microphone: boolean;
  camera: boolean;
  screen: ScreenKind | null;
}

/** `asks`: the other window is to tell of itself too. */
type Told = Showing & { offer?: OfferWish; asks?: boolean };

const keepEveryMs = 3_000;
const giveUpMs = 20_000;
const hidden: Showing = { microphone: true, camera: false, screen: null };

export interface CallLink {
  state: Ref<WayState>;
  /** Which way it goes; null: none yet. */
  kind: Ref<WayKind | null>;
  remote: ShallowRef<Remote | null>;
  /** What the other side shows. */
  showing: Ref<Showing>;
  put(place: Place, track: MediaStreamTrack | null): Promise<void>;
  heard(event: FleetingEvent): void;
  stats(): Promise<Record<string, unknown>[]>;
  close(): void;
}

export function createCallLink(options: {
  call: Ref<Call | null>;
  endpoint: Ref<string>;
  media: LocalMedia;
  /** This window is in the call. */
  here: Ref<boolean>;
  /** And it was answered. */
  answered: Ref<boolean>;
  giveUp: () => void;
  /** It ended as a call of two only, and is still heard over its way until the other call is; then it is closed. */
  goesOn: (callId: number) => boolean;
}): CallLink {
  const { call, endpoint, media, here, answered, giveUp, goesOn } = options;
  const session = useSession();
  const state = ref<WayState>("connecting");
  const kind = ref<WayKind | null>(null);
  const remote = shallowRef<Remote | null>(null);
  const showing = ref<Showing>(hidden);
  let early: CallSignal[] = [];
  /** Told once; a call that begins before goes without. */
  let stunPort = 0;
  let givingUp: ReturnType<typeof setTimeout> | undefined;
  /** Over which way the two windows have told each other what they show. */
  let introducedOn: WayKind | null = null;
  /** The call that this server cannot take over. */
  let withoutEngine = 0;
  const ways = new CallWays({
    make,
    onState: stateChanged,
    onRemote: (now) => (remote.value = now),
  });

  const mine = computed<Showing>(() => ({
    microphone: media.microphone.value !== null && !media.muted.value,
    camera: media.camera.value !== null && !media.cameraHeld.value,
    screen: media.screen.value ? media.screenKind.value : null,
  }));

  async function send(signals: CallSignal[]): Promise<void> {
    const current = call.value;
    if (!current) return;
    await session.request("call.signal", {
      call_id: current.call_id,
      endpoint: endpoint.value,
      signals,
    });
  }

  function tell(more: Partial<Told> = {}): void {
    const text = JSON.stringify({ ...mine.value, ...more } satisfies Told);
    send([{ kind: "state", round: 0, text }]).catch(() => undefined);
  }

  function make(wanted: WayKind, news: WayNews): CallWay {
    const current = call.value;
    if (!current) throw new Error("there is no call");
    const { tracks } = media;
    if (wanted === "relayed") {
      return new RelayedWay({
        request: session.request,
        callId: current.call_id,
        endpoint: endpoint.value,
        otherId: otherSide(current, session.myId).user_id,
        tracks,
        news,
      });
    }
    return createDirectWay({
      offers: isCaller(current, session.myId),
      iceServers: iceServersOf(stunPort),
      send,
      askForOffer: (wish) => tell({ offer: wish }),
      tracks,
      isSentTo: () => isShown(showing.value),
      onSlow: () => {
        if (withoutEngine !== current.call_id) ways.prepare("relayed");
      },
      onLost: () => void relay(current),
      news,
    });
  }

  /** Both windows hear of it by the call, and go the other way. */
  async function relay({ call_id }: Call): Promise<void> {
    if (call.value?.call_id !== call_id || call.value.relayed || withoutEngine === call_id) return;
    try {
      await session.request("call.relay", { call_id, endpoint: endpoint.value });
    } catch (error) {
      // Then it is as it was: a direct way is looked for until it takes too long.
      if (isRefusal(error, "media_off")) withoutEngine = call_id;
    }
  }

  function stateChanged(now: WayState | null): void {
    state.value = now ?? "connecting";
    kind.value = ways.kind;
    clearTimeout(givingUp);
    if (now === null) return;
    if (now !== "connected") return waitInVain();
    tell({ asks: introducedOn !== kind.value });
    introducedOn = kind.value;
    const current = call.value;
    if (!current) return;
    session
      .request("call.connected", { call_id: current.call_id, endpoint: endpoint.value })
      .catch(() => undefined);
  }

  /** The server ends what nobody connects to in time; what was connected once is ended here. */
  function waitInVain(): void {
    clearTimeout(givingUp);
    givingUp = setTimeout(() => {
      if (call.value?.state === "active") giveUp();
      else waitInVain();
    }, giveUpMs);
  }

  function go(wanted: WayKind): void {
    if (!ways.isOpen) showing.value = hidden;
    ways.go(wanted);
    // It has as much time as the one before.
    if (state.value !== "connected") waitInVain();
    early.splice(0).forEach(take);
  }

  function heard(event: FleetingEvent): void {
    if (event.event === "call.signalled") return signalled(event.data);
    ways.each((way) => way.heard?.(event));
  }

  function signalled(told: FleetingEvents["call.signalled"]): void {
    if (told.endpoint !== endpoint.value || told.call_id !== call.value?.call_id) return;
    if (ways.isOpen) told.signals.forEach(take);
    else early = [...early, ...told.signals].slice(-50);
  }

  function take(signal: CallSignal): void {
    if (signal.kind !== "state") return ways.each((way) => way.signalled?.(signal));
    const told = parseTold(signal.text);
    if (!told) return;
    const { offer, asks, ...shown } = told;
    showing.value = shown;
    if (offer) ways.each((way) => way.asked?.(offer));
    if (offer || asks) tell();
  }

  function close(): void {
    ways.close();
    introducedOn = null;
    early = [];
    showing.value = hidden;
  }

  async function findRoutes(): Promise<void> {
    const routes = await session.request("call.routes", {}).catch(() => null);
    if (routes) stunPort = routes.stun_port;
  }

  function keep(): void {
    const current = call.value;
    if (!current || !here.value || !session.online) return;
    session
      .request("call.keep", { call_id: current.call_id, endpoint: endpoint.value })
      .catch(() => undefined);
  }

  watch(
    [
      () => (answered.value ? call.value?.call_id : undefined),
      () => (call.value?.relayed ? "relayed" : "direct"),
    ] as const,
    ([now, way], [before]) => {
      if (now === undefined && before !== undefined && goesOn(before)) return;
      if (now !== before) close();
      if (now !== undefined) go(way);
    },
    { flush: "sync", immediate: true },
  );
  watch(mine, () => ways.isOpen && tell());
  useSoundFirst({
    media,
    isConnected: () => state.value === "connected",
    stats: () => ways.sendingStats(),
  });
  const keeping = setInterval(keep, keepEveryMs);
  const stops = [
    onReturn(() => {
      if (state.value === "reconnecting") ways.each((way) => way.mend());
    }),
    // Signals that were lost meanwhile are made good.
    session.onInStep(() => {
      void findRoutes();
      if (!ways.isOpen) return;
      tell();
      ways.each((way) => way.catchUp());
    }),
    () => clearInterval(keeping),
    close,
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return {
    state,
    kind,
    remote,
    showing,
    put: (place, track) => ways.put(place, track),
    heard,
    stats: () => ways.stats(),
    close,
  };
}

const isShown = ({ microphone, camera, screen }: Showing): boolean =>
  microphone || camera || screen !== null;

function parseTold(text: string): Told | null {
  try {
    const told = JSON.parse(text) as Partial<Told> | null;
    if (!told || typeof told !== "object") return null;
    return {
      microphone: told.microphone === true,
      camera: told.camera === true,
      screen: told.screen === "text" || told.screen === "motion" ? told.screen : null,
      ...(told.asks === true ? { asks: true } : {}),
      ...(told.offer === "new" || told.offer === "again" ? { offer: told.offer } : {}),
    };
  } catch {
    return null;
  }
}
