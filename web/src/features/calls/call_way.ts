// How sound and picture go between the two windows of a call: straight from one to the other, or over the server. Who
// shows a call does not know which of them it is.
import type { Place } from "../../calling/local_media";
import type { CallSignal, FleetingEvent } from "../../protocol/protocol";

export type WayKind = "direct" | "relayed";
export type WayState = "connecting" | "connected" | "reconnecting";

/** The other window is to begin anew, since this one knows nothing; or to look for another way. */
export type OfferWish = "new" | "again";

/** What arrives of the other side. */
export type Remote = Partial<Record<Place, MediaStreamTrack>>;

export interface WayNews {
  onState(state: WayState): void;
  onRemote(remote: Remote): void;
}

/** Tells nothing before `prepare` or `begin`, and nothing after `close`. */
export interface CallWay {
  readonly kind: WayKind;
  /** So that `begin` takes less time; nothing of mine goes over it before. */
  prepare?(): void;
  begin(): void;
  put(place: Place, track: MediaStreamTrack | null): Promise<void>;
  /** The network may have changed. */
  mend(): void;
  /** The connection to the server is back: what was missed meanwhile is made good. */
  catchUp(): void;
  /** As the browser counts. */
  stats(): Promise<Record<string, unknown>[]>;
  /** Of what is sent only, where that goes a way of its own. */
  sendingStats?(): Promise<Record<string, unknown>[]>;
  close(): void;
  /** The other window tells this one. */
  signalled?(signal: CallSignal): void;
  asked?(wish: OfferWish): void;
  /** The server tells. */
  heard?(event: FleetingEvent): void;
}
