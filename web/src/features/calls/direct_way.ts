// Straight from one window to the other, for as long as that works.
import type { Place } from "../../calling/local_media";
import type { CallSignal } from "../../protocol/protocol";
import type { CallWay, OfferWish, WayNews } from "./call_way";
import { DirectPatience } from "./direct_patience";
import { PeerLink } from "./peer_link";

export function createDirectWay(options: {
  offers: boolean;
  iceServers: RTCIceServer[];
  /** Rejects when the other window cannot be told now. */
  send(signals: CallSignal[]): Promise<void>;
  askForOffer(wish: OfferWish): void;
  /** What I send at this moment. */
  tracks: () => Record<Place, MediaStreamTrack | null>;
  /** There is no such way, or no longer; may be told more than once. */
  onLost(): void;
  news: WayNews;
}): CallWay {
  const { offers, iceServers, send, askForOffer, tracks, onLost, news } = options;
  const patience = new DirectPatience({ reaches: () => peer.reaches, onLost });
  const peer = new PeerLink({
    offers,
    iceServers,
    send,
    askForOffer,
    onDescribed: () => patience.described(),
    onRemote: news.onRemote,
    onState(state) {
      patience.changed(state);
      news.onState(state);
    },
  });
  return {
    kind: "direct",
    begin() {
      for (const [place, track] of Object.entries(tracks())) void peer.send(place as Place, track);
      peer.begin();
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
    async stats() {
      const all: Record<string, unknown>[] = [];
      (await peer.stats())?.forEach((one) => all.push(one as Record<string, unknown>));
      return all;
    },
    close() {
      patience.stop();
      peer.close();
    },
  };
}
