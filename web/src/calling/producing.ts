// How each thing that I send is encoded.
import type { types } from "mediasoup-client";
import type { MediaSource } from "../protocol/protocol";
import type { Place } from "./local_media";

const sources: Record<Place, MediaSource> = {
  voice: "microphone",
  camera: "camera",
  screen: "screen",
  sound: "screen_sound",
};

export const sourceOf = (place: Place): MediaSource => sources[place];

/** Sharp from the first second: left alone, a browser begins with 300 kbit/s and shrinks the picture. */
const startKbps = 1_500;

export function produceOptions(
  place: Place,
  track: MediaStreamTrack,
  device: types.Device,
): types.ProducerOptions {
  const common = { track, stopTracks: false, disableTrackOnPause: false, appData: { place } };
  // Every browser can encode and decode it, in layers too.
  const codec = device.rtpCapabilities.codecs?.find(
    ({ mimeType }) => mimeType.toLowerCase() === "video/vp8",
  );
  switch (place) {
    case "voice":
      return {
        ...common,
        codecOptions: { opusFec: true, opusDtx: true, opusMaxAverageBitrate: 40_000 },
      };
    case "sound":
      return {
        ...common,
        codecOptions: { opusFec: true, opusStereo: true, opusMaxAverageBitrate: 128_000 },
      };
    case "camera":
      return {
        ...common,
        ...(codec ? { codec } : {}),
        encodings: [
          { rid: "r0", scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: "L1T3" },
          { rid: "r1", scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: "L1T3" },
          { rid: "r2", scaleResolutionDownBy: 1, maxBitrate: 2_500_000, scalabilityMode: "L1T3" },
        ],
        codecOptions: { videoGoogleStartBitrate: startKbps },
      };
    case "screen":
      return {
        ...common,
        ...(codec ? { codec } : {}),
        encodings: [
          { rid: "r0", scaleResolutionDownBy: 2, maxBitrate: 600_000 },
          { rid: "r1", scaleResolutionDownBy: 1, maxBitrate: 4_000_000 },
        ],
        codecOptions: { videoGoogleStartBitrate: startKbps },
      };
  }
}

/** Faces may lose some sharpness and some smoothness; a shared screen has to stay readable. */
export async function degradeWell(place: Place, sender: RTCRtpSender | undefined): Promise<void> {
  if (!sender || (place !== "camera" && place !== "screen")) return;
  const parameters = sender.getParameters();
  parameters.degradationPreference = place === "camera" ? "balanced" : "maintain-resolution";
  await sender.setParameters(parameters).catch(() => undefined);
}
