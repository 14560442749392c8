// One line to the media engine as it stands: its two transports, opened the way the server wants them.
import type { types } from "mediasoup-client";
import type { Commands, MediaDirection } from "../protocol/protocol";
import type { Place } from "./local_media";
import { withPageHost } from "./media_candidates";
import type { MediaReception } from "./media_reception";
import { sourceOf } from "./producing";

export type Request = <K extends keyof Commands>(
  command: K,
  params: Commands[K]["params"],
) => Promise<Commands[K]["answer"]>;

export type Transport = types.Transport;

export interface Wire {
  line: string;
  room: string;
  device: types.Device;
  send: Transport;
  receive: Transport;
  producers: Map<Place, types.Producer>;
  reception: MediaReception;
}

export async function openTransport(
  request: Request,
  device: types.Device,
  line: string,
  direction: MediaDirection,
): Promise<Transport> {
  const opened = await request("media.open", {
    line,
    direction,
    rtp_capabilities: direction === "receive" ? JSON.stringify(device.rtpCapabilities) : null,
  });
  const facts = JSON.parse(opened.parameters) as types.TransportOptions;
  facts.iceCandidates = withPageHost(facts.iceCandidates, location.hostname);
  const { transport_id } = opened;
  const transport =
    direction === "send" ? device.createSendTransport(facts) : device.createRecvTransport(facts);
  transport.on("connect", ({ dtlsParameters }, done, failed) => {
    const dtls_parameters = JSON.stringify(dtlsParameters);
    request("media.connect", { line, transport_id, dtls_parameters }).then(done, failed);
  });
  transport.on("produce", ({ rtpParameters, appData }, done, failed) => {
    const source = sourceOf(appData["place"] as Place);
    request("media.send", { line, source, rtp_parameters: JSON.stringify(rtpParameters) }).then(
      ({ producer_id }) => done({ id: producer_id }),
      failed,
    );
  });
  return transport;
}

export function isBroken(transport: Transport): boolean {
  return transport.connectionState === "failed" || transport.connectionState === "disconnected";
}

/** Of all of them together. */
export async function statsOf(...transports: Transport[]): Promise<Record<string, unknown>[]> {
  const reports = await Promise.all(transports.map((one) => one.getStats()));
  const all: Record<string, unknown>[] = [];
  for (const report of reports) {
    report.forEach((one) => all.push(one as Record<string, unknown>));
  }
  return all;
}
