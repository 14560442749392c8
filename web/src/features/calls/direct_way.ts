// Straight from one window to the other, for as long as that works.
import type { Place } from "../../calling/local_media";
import type { CallSignal } from "../../protocol/protocol";
import type { CallWay, OfferWish, WayNews, WayState } from "./call_way";
import { DirectPatience } from "./direct_patience";
import { PeerLink } from "./peer_link";
import { receivedIn, WaySilence } from "./way_silence";

const listenEveryMs = 500;

export function createDirectWay(options: {
  offers: boolean;
  iceServers: RTCIceServer[];
  /** Rejects when the other window cannot be told now. */
  send(signals: CallSignal[]): Promise<void>;
  askForOffer(wish: OfferWish): void;
  /** What I send at this moment. */
  tracks: () => Record<Place, MediaStreamTrack | null>;
  /** The other side says that it sends something. */
  isSentTo: () => boolean;
  /** It takes long, or it broke: another way may be needed. */
  onSlow(): void;
  /** There is no such way, or no longer; may be told more than once. */
  onLost(): void;
  news: WayNews;
}): CallWay {
  const { offers, iceServers, send, askForOffer, tracks, isSentTo, onSlow, onLost, news } = options;
  const patience = new DirectPatience({ reaches: () => peer.reaches, onSlow, onLost });
  const silence = new WaySilence();
  let found: WayState = "connecting";
  let isSilent = false;
  let told: WayState | null = null;
  let listening: ReturnType<typeof setInterval> | undefined;

  function tell(): void {
    const state = found === "connected" && isSilent ? "reconnecting" : found;
    if (state === told) return;
    told = state;
    patience.changed(state);
    news.onState(state);
  }

  async function stats(): Promise<Record<string, unknown>[]> {
    const all: Record<string, unknown>[] = [];
    (await peer.stats())?.forEach((one) => all.push(one as Record<string, unknown>));
    return all;
  }

  async function listen(): Promise<void> {
    const received = receivedIn(await stats());
    if (listening === undefined) return;
    const before = isSilent;
    isSilent = silence.look(performance.now(), received, isSentTo());
    tell();
    if (isSilent && !before) peer.restart();
  }

  const peer = new PeerLink({
    offers,
    iceServers,
    send,
    askForOffer,
    onDescribed: () => patience.described(),
    onRemote: news.onRemote,
    onState(state) {
      found = state;
      tell();
    },
  });
  return {
    kind: "direct",
    begin() {
      for (const [place, track] of Object.entries(tracks())) void peer.send(place as Place, track);
      peer.begin();
      listening = setInterval(() => void listen().catch(() => undefined), listenEveryMs);
    },
    put: (place, track) => peer.send(place, track),
    mend: () => peer.restart(),
    catchUp() {
      if (!peer.isConnected) peer.restart();
    },
    signalled: (signal) => peer.handle(signal),
    asked(wish) {
      if (wish === "new") peer.begin();
      else peer.restart();
    },
    stats,
    close() {
      clearInterval(listening);
      listening = undefined;
      patience.stop();
      peer.close();
    },
  };
}
