// This window's way to the other one, for as long as a call is answered here: begun, kept, mended, given up.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import { onReturn } from "../../platform/attention";
import type { Call, CallSignal, FleetingEvents } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { isCaller } from "./call_phase";
import { iceServersOf } from "../../calling/ice_servers";
import type { LocalMedia, Place, ScreenKind } from "../../calling/local_media";
import { PeerLink, type LinkState, type OfferWish } from "./peer_link";

/** What a window tells of itself. */
export interface Showing {
  microphone: boolean;
  camera: boolean;
  screen: ScreenKind | null;
}

type Told = Showing & { offer?: OfferWish };

const keepEveryMs = 3_000;
const giveUpMs = 20_000;
const hidden: Showing = { microphone: true, camera: false, screen: null };

export interface CallLink {
  state: Ref<LinkState>;
  remote: ShallowRef<Record<Place, MediaStreamTrack> | null>;
  /** What the other side shows. */
  showing: Ref<Showing>;
  put(place: Place, track: MediaStreamTrack | null): Promise<void>;
  signalled(event: FleetingEvents["call.signalled"]): void;
  stats(): Promise<RTCStatsReport> | null;
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
}): CallLink {
  const { call, endpoint, media, here, answered, giveUp } = options;
  const session = useSession();
  const state = ref<LinkState>("connecting");
  const remote = shallowRef<Record<Place, MediaStreamTrack> | null>(null);
  const showing = ref<Showing>(hidden);
  let peer: PeerLink | null = null;
  let early: CallSignal[] = [];
  /** Told once; a call that begins before goes without. */
  let stunPort = 0;
  let givingUp: ReturnType<typeof setTimeout> | undefined;

  const mine = computed<Showing>(() => ({
    microphone: media.microphone.value !== null && !media.muted.value,
    camera: media.camera.value !== null,
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

  function open(): void {
    const current = call.value;
    if (peer || !current) return;
    state.value = "connecting";
    showing.value = hidden;
    const link = new PeerLink({
      offers: isCaller(current, session.myId),
      iceServers: iceServersOf(stunPort),
      send,
      onRemote: (tracks) => (remote.value = tracks),
      onState: (now) => stateChanged(current, now),
      askForOffer: (wish) => tell({ offer: wish }),
    });
    peer = link;
    for (const [place, track] of Object.entries(media.tracks())) {
      void link.send(place as Place, track);
    }
    link.begin();
    early.splice(0).forEach(take);
  }

  function stateChanged(current: Call, now: LinkState): void {
    state.value = now;
    clearTimeout(givingUp);
    if (now === "reconnecting") givingUp = setTimeout(giveUp, giveUpMs);
    if (now !== "connected") return;
    tell();
    session
      .request("call.connected", { call_id: current.call_id, endpoint: endpoint.value })
      .catch(() => undefined);
  }

  function signalled(event: FleetingEvents["call.signalled"]): void {
    if (event.endpoint !== endpoint.value || event.call_id !== call.value?.call_id) return;
    if (peer) event.signals.forEach(take);
    else early = [...early, ...event.signals].slice(-50);
  }

  function take(signal: CallSignal): void {
    if (signal.kind !== "state") return peer?.handle(signal);
    const told = parseTold(signal.text);
    if (!told) return;
    const { offer, ...shown } = told;
    showing.value = shown;
    if (!offer) return;
    if (offer === "new") peer?.begin();
    else peer?.restart();
    tell();
  }

  function close(): void {
    clearTimeout(givingUp);
    peer?.close();
    peer = null;
    early = [];
    remote.value = null;
    showing.value = hidden;
    state.value = "connecting";
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
    () => (answered.value ? call.value?.call_id : undefined),
    (now) => {
      close();
      if (now !== undefined) open();
    },
    { flush: "sync", immediate: true },
  );
  watch(mine, () => peer && tell());
  const keeping = setInterval(keep, keepEveryMs);
  const stops = [
    onReturn(() => {
      if (peer && state.value === "reconnecting") peer.restart();
    }),
    // Signals that were lost meanwhile are made good.
    session.onInStep(() => {
      void findRoutes();
      if (!peer) return;
      tell();
      if (!peer.isConnected) peer.restart();
    }),
    () => clearInterval(keeping),
    close,
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return {
    state,
    remote,
    showing,
    put: async (place, track) => peer?.send(place, track),
    signalled,
    stats: () => peer?.stats() ?? null,
    close,
  };
}

function parseTold(text: string): Told | null {
  try {
    const told = JSON.parse(text) as Partial<Told> | null;
    if (!told || typeof told !== "object") return null;
    return {
      microphone: told.microphone === true,
      camera: told.camera === true,
      screen: told.screen === "text" || told.screen === "motion" ? told.screen : null,
      ...(told.offer === "new" || told.offer === "again" ? { offer: told.offer } : {}),
    };
  } catch {
    return null;
  }
}
