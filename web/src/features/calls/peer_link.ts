// The way between the two windows of a call: one RTCPeerConnection, its offer and answer, the candidates, and finding
// another way when the network changes. docs/how-a-call-works.md tells it step by step.
//
// Only the caller's window ever offers, so two offers cannot collide. Every track there may ever be has its place from
// the beginning: turning a camera on puts a track into its place, and nothing is negotiated anew.
import type { CallSignal } from "../../protocol/protocol";
import { places, type Place } from "../../calling/local_media";
import type { OfferWish, Remote, WayState } from "./call_way";
import { tuned } from "./sdp";

export interface PeerLinkOptions {
  offers: boolean;
  iceServers: RTCIceServer[];
  /** Rejects when the other window cannot be told now. */
  send(signals: CallSignal[]): Promise<void>;
  /** The tracks of the other side; they are silent and dark until something is sent. */
  onRemote(tracks: Remote): void;
  onState(state: WayState): void;
  /** Both sides know what the other can do: the checks run. */
  onDescribed(): void;
  /** The window that may not offer asks the other one to try again. */
  askForOffer(wish: OfferWish): void;
}

const most: Record<Place, number> = {
  voice: 64_000,
  camera: 2_500_000,
  screen: 5_000_000,
  sound: 128_000,
};
const firstBatchMs = 200;
const laterBatchMs = 500;
const offerPatienceMs = 2_000;
const answerPatienceMs = 3_000;
const brokenPatienceMs = 1_500;
const restartEveryMs = 6_000;

export class PeerLink {
  private pc: RTCPeerConnection | null = null;
  private round = 0;
  private readonly own: Partial<Record<Place, MediaStreamTrack | null>> = {};
  private early: RTCIceCandidateInit[] = [];
  private batch: RTCIceCandidateInit[] = [];
  private batchTimer: ReturnType<typeof setTimeout> | undefined;
  private offerTimer: ReturnType<typeof setTimeout> | undefined;
  private answerTimer: ReturnType<typeof setTimeout> | undefined;
  private restartTimer: ReturnType<typeof setTimeout> | undefined;
  private batches = 0;
  private closed = false;
  private wasConnected = false;
  /** Signals are worked on one after the other. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: PeerLinkOptions) {}

  /** From the beginning: the other window may be a new one that knows nothing. */
  begin(): void {
    if (!this.options.offers) return this.awaitOffer();
    this.inTurn(async () => {
      this.round = Math.max(this.round + 1, Math.floor(Date.now() / 1000));
      const pc = this.connect();
      for (const place of places) {
        const kind = place === "voice" || place === "sound" ? "audio" : "video";
        pc.addTransceiver(kind, {
          direction: "sendrecv",
          sendEncodings: [{ maxBitrate: most[place], active: Boolean(this.own[place]) }],
        });
      }
      await this.settle(pc, true);
      await this.offer(pc);
    });
  }

  handle(signal: CallSignal): void {
    this.inTurn(async () => {
      switch (signal.kind) {
        case "offer":
          return this.onOffer(signal);
        case "answer":
          return this.onAnswer(signal);
        case "candidates":
          return this.onCandidates(signal);
      }
    });
  }

  async send(place: Place, track: MediaStreamTrack | null): Promise<void> {
    this.own[place] = track;
    const sender = this.sender(place);
    if (!sender) return;
    await sender.replaceTrack(track);
    await this.limit(sender, place);
  }

  /** The network may have changed: looks for another way, with everything else as it is. */
  restart(): void {
    const pc = this.pc;
    if (!pc || this.closed) return;
    if (!this.options.offers) return this.options.askForOffer("again");
    this.inTurn(async () => {
      // An offer that waits for its answer is sent again by its own timer.
      if (pc !== this.pc || pc.signalingState !== "stable") return;
      pc.restartIce();
      await this.offer(pc);
    });
  }

  get isConnected(): boolean {
    return this.pc?.connectionState === "connected";
  }

  /** Packets find their way, whether or not the keys are agreed on. */
  get reaches(): boolean {
    const state = this.pc?.iceConnectionState;
    return state === "connected" || state === "completed";
  }

  stats(): Promise<RTCStatsReport> | null {
    return this.pc?.getStats() ?? null;
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  /** It comes by itself, unless this window came late or was made anew. */
  private awaitOffer(): void {
    this.offerTimer = setTimeout(() => {
      this.options.askForOffer("new");
      this.awaitOffer();
    }, offerPatienceMs);
  }

  private drop(): void {
    clearTimeout(this.offerTimer);
    clearTimeout(this.batchTimer);
    this.batchTimer = undefined;
    clearTimeout(this.answerTimer);
    clearTimeout(this.restartTimer);
    this.early = [];
    this.batch = [];
    this.batches = 0;
    this.pc?.close();
    this.pc = null;
  }

  private connect(): RTCPeerConnection {
    this.drop();
    const pc = new RTCPeerConnection({
      iceServers: this.options.iceServers,
      bundlePolicy: "max-bundle",
    });
    this.pc = pc;
    pc.onicecandidate = ({ candidate }) => {
      if (pc === this.pc && candidate) this.collect(candidate.toJSON());
    };
    pc.onconnectionstatechange = () => {
      if (pc === this.pc) this.stateChanged(pc);
    };
    return pc;
  }

  /** Own tracks into their places, those of the other side handed out. */
  private async settle(pc: RTCPeerConnection, isNew: boolean): Promise<void> {
    const all = pc.getTransceivers();
    const remote: Remote = {};
    for (const [index, place] of places.entries()) {
      const transceiver = all[index];
      if (!transceiver) continue;
      transceiver.direction = "sendrecv";
      remote[place] = transceiver.receiver.track;
      await transceiver.sender.replaceTrack(this.own[place] ?? null);
      await this.limit(transceiver.sender, place);
    }
    if (isNew) this.options.onRemote(remote);
  }

  private async offer(pc: RTCPeerConnection): Promise<void> {
    await pc.setLocalDescription(await pc.createOffer());
    await this.sendOffer(pc);
  }

  private async sendOffer(pc: RTCPeerConnection): Promise<void> {
    clearTimeout(this.answerTimer);
    if (this.closed || pc !== this.pc || pc.signalingState !== "have-local-offer") return;
    // Whoever is away for a moment misses what is told: it is told again until there is an answer.
    this.answerTimer = setTimeout(() => void this.sendOffer(pc), answerPatienceMs);
    await this.tell("offer", pc.localDescription?.sdp ?? "");
  }

  private async onOffer({ round, text }: CallSignal): Promise<void> {
    if (this.options.offers || round < this.round) return;
    const isNew = round > this.round || !this.pc;
    const early = this.early.splice(0);
    const pc = isNew ? this.connect() : this.pc;
    if (!pc) return;
    this.early = early;
    this.round = round;
    await pc.setRemoteDescription({ type: "offer", sdp: tuned(text) });
    await this.settle(pc, isNew);
    await this.addEarly(pc);
    await pc.setLocalDescription(await pc.createAnswer());
    this.options.onDescribed();
    await this.tell("answer", pc.localDescription?.sdp ?? "");
  }

  private async onAnswer({ round, text }: CallSignal): Promise<void> {
    const pc = this.pc;
    if (round !== this.round || pc?.signalingState !== "have-local-offer") return;
    clearTimeout(this.answerTimer);
    await pc.setRemoteDescription({ type: "answer", sdp: tuned(text) });
    this.options.onDescribed();
    await this.addEarly(pc);
  }

  private async onCandidates({ round, text }: CallSignal): Promise<void> {
    if (round < this.round) return;
    const candidates = JSON.parse(text) as RTCIceCandidateInit[];
    const pc = this.pc;
    if (!pc || round > this.round || !pc.remoteDescription) {
      this.early.push(...candidates);
      return;
    }
    for (const candidate of candidates) await pc.addIceCandidate(candidate);
  }

  private async addEarly(pc: RTCPeerConnection): Promise<void> {
    for (const candidate of this.early.splice(0)) await pc.addIceCandidate(candidate);
  }

  private collect(candidate: RTCIceCandidateInit): void {
    this.batch.push(candidate);
    if (this.batchTimer !== undefined) return;
    const wait = this.batches++ === 0 ? firstBatchMs : laterBatchMs;
    this.batchTimer = setTimeout(() => {
      this.batchTimer = undefined;
      void this.tell("candidates", JSON.stringify(this.batch.splice(0)));
    }, wait);
  }

  private async tell(kind: CallSignal["kind"], text: string): Promise<void> {
    // What is lost here is made good: an offer is sent again, and carries the candidates that are known by then.
    await this.options.send([{ kind, round: this.round, text }]).catch(() => undefined);
  }

  private stateChanged(pc: RTCPeerConnection): void {
    clearTimeout(this.restartTimer);
    switch (pc.connectionState) {
      case "connected":
        this.wasConnected = true;
        return this.options.onState("connected");
      case "disconnected":
        this.options.onState("reconnecting");
        return this.restartAfter(brokenPatienceMs);
      case "failed":
        this.options.onState(this.wasConnected ? "reconnecting" : "connecting");
        return this.restartAfter(0);
    }
  }

  private restartAfter(wait: number): void {
    this.restartTimer = setTimeout(() => {
      if (this.isConnected) return;
      this.restart();
      this.restartAfter(restartEveryMs);
    }, wait);
  }

  private sender(place: Place): RTCRtpSender | undefined {
    return this.pc?.getTransceivers()[places.indexOf(place)]?.sender;
  }

  /**
   * Faces may lose some sharpness and some smoothness; a shared screen has to stay readable. A place from which nothing
   * is sent is given no room: a browser would keep the most that sound may take free for it.
   */
  private async limit(sender: RTCRtpSender, place: Place): Promise<void> {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings ?? [];
    if (!encoding) return;
    encoding.maxBitrate = most[place];
    encoding.active = Boolean(this.own[place]);
    if (place === "camera") parameters.degradationPreference = "balanced";
    if (place === "screen") parameters.degradationPreference = "maintain-resolution";
    await sender.setParameters(parameters).catch(() => undefined);
  }

  private inTurn(work: () => Promise<void>): void {
    this.queue = this.queue.then(async () => {
      if (this.closed) return;
      // What the other window sent may be broken; the next attempt has its turn all the same.
      await work().catch(() => undefined);
    });
  }
}
