// Whether the media engine can be reached from this window, by UDP and by TCP.
import type { types } from "mediasoup-client";

export type Road = "udp" | "tcp";

export interface EngineWay {
  ice: types.IceParameters;
  candidates: types.IceCandidate[];
  fingerprint: types.DtlsFingerprint;
}

const patienceMs = 10_000;

/** Of the JSON that media.probe answers with. Throws where it is something else. */
export function engineWay(parameters: string): EngineWay {
  const { iceParameters, iceCandidates, dtlsParameters } = JSON.parse(
    parameters,
  ) as types.TransportOptions;
  const fingerprint =
    dtlsParameters.fingerprints.find((one) => one.algorithm === "sha-256") ??
    dtlsParameters.fingerprints[0];
  if (!fingerprint) throw new Error("the engine has no fingerprint");
  return { ice: iceParameters, candidates: iceCandidates, fingerprint };
}

/** All addresses at which the engine says it is. */
export function addressesOf({ candidates }: EngineWay): string[] {
  return [...new Set(candidates.map((one) => one.address))];
}

/** What the engine would answer to an offer, if it knew one road only. Pure. */
export function answerBy(way: EngineWay, road: Road): string {
  const { ice, fingerprint } = way;
  const candidates = way.candidates.filter((one) => one.protocol === road);
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=ice-lite",
    "a=group:BUNDLE 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 127.0.0.1",
    "a=mid:0",
    "a=setup:passive",
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `a=fingerprint:${fingerprint.algorithm} ${fingerprint.value}`,
    "a=sctp-port:5000",
    ...candidates.map(
      (one) =>
        `a=candidate:${one.foundation} 1 ${one.protocol} ${one.priority} ${one.address} ${one.port} typ host` +
        (one.tcpType ? ` tcptype ${one.tcpType}` : ""),
    ),
    "a=end-of-candidates",
    "",
  ].join("\r\n");
}

/** The address at which the engine answered over this road; null = it did not. */
export async function reachEngine(way: EngineWay, road: Road): Promise<string | null> {
  const pc = new RTCPeerConnection();
  try {
    const settled = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), patienceMs);
      pc.oniceconnectionstatechange = () => {
        const { iceConnectionState: state } = pc;
        const reached = state === "connected" || state === "completed";
        if (!reached && state !== "failed") return;
        clearTimeout(timer);
        resolve(reached);
      };
    });
    pc.createDataChannel("reach");
    await pc.setLocalDescription(await pc.createOffer());
    await pc.setRemoteDescription({ type: "answer", sdp: answerBy(way, road) });
    return (await settled) ? await remoteAddress(pc) : null;
  } finally {
    pc.close();
  }
}

async function remoteAddress(pc: RTCPeerConnection): Promise<string> {
  const all: Record<string, unknown>[] = [];
  (await pc.getStats()).forEach((one) => all.push(one as Record<string, unknown>));
  const pair = all.find((one) => one["type"] === "candidate-pair" && one["state"] === "succeeded");
  const remote = all.find((one) => one["id"] === pair?.["remoteCandidateId"]);
  return String(remote?.["address"] ?? remote?.["ip"] ?? "");
}
