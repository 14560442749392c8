// Browsers in a room of the media engine: what one shows and says, the other sees and hears.
import { afterAll, expect, test } from "vitest";
import type { types } from "mediasoup-client";
import { closeSharedBrowser } from "./harness/browser";
import { MediaRoom, pageFor } from "./harness/media_room";
import { seesMoving } from "./harness/senses";

interface Room {
  ask: (what: string, params?: object) => Promise<unknown>;
  mediasoup: { Device: typeof types.Device };
  /** Of the sound that arrives right now; 0 = silence. */
  loudness: () => number;
}

type Ways = "udp" | "tcp";

/** Sends camera and microphone; the ids of both producers. */
async function send(ways: Ways): Promise<[string, string]> {
  const { ask, mediasoup } = window as unknown as Room;
  const device = new mediasoup.Device();
  await device.load({
    routerRtpCapabilities: (await ask("capabilities")) as types.RtpCapabilities,
  });
  const facts = (await ask("transport")) as types.TransportOptions;
  const iceCandidates = facts.iceCandidates.filter(({ protocol }) => protocol === ways);
  const transport = device.createSendTransport({ ...facts, iceCandidates });
  transport.on("connect", ({ dtlsParameters }, done, failed) => {
    ask("connect", { transport: transport.id, dtlsParameters }).then(done, failed);
  });
  transport.on("produce", ({ kind, rtpParameters }, done, failed) => {
    ask("produce", { transport: transport.id, kind, rtpParameters }).then(
      (id) => done({ id: String(id) }),
      failed,
    );
  });
  const media = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720 },
  });
  const [sound] = media.getAudioTracks();
  const [picture] = media.getVideoTracks();
  if (!sound || !picture) throw new Error("no devices");
  const voice = await transport.produce({ track: sound });
  const camera = await transport.produce({
    track: picture,
    encodings: [
      { rid: "r0", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { rid: "r1", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { rid: "r2", maxBitrate: 2_500_000 },
    ],
    codecOptions: { videoGoogleStartBitrate: 1500 },
  });
  return [voice.id, camera.id];
}

/** Receives both; the id of the transport. */
async function receive([ways, voice, camera]: [Ways, string, string]): Promise<string> {
  const { ask, mediasoup } = window as unknown as Room;
  const device = new mediasoup.Device();
  await device.load({
    routerRtpCapabilities: (await ask("capabilities")) as types.RtpCapabilities,
  });
  const facts = (await ask("transport")) as types.TransportOptions;
  const iceCandidates = facts.iceCandidates.filter(({ protocol }) => protocol === ways);
  const transport = device.createRecvTransport({ ...facts, iceCandidates });
  transport.on("connect", ({ dtlsParameters }, done, failed) => {
    ask("connect", { transport: transport.id, dtlsParameters }).then(done, failed);
  });
  const tracks: MediaStreamTrack[] = [];
  for (const producer of [voice, camera]) {
    const { rtpCapabilities } = device;
    const offered = (await ask("consume", {
      transport: transport.id,
      producer,
      rtpCapabilities,
    })) as types.ConsumerOptions;
    const consumer = await transport.consume(offered);
    tracks.push(consumer.track);
    await ask("resume", { consumer: consumer.id });
  }
  const video = document.querySelector("video");
  if (video) video.srcObject = new MediaStream(tracks);
  const audio = new AudioContext();
  await audio.resume();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(new MediaStream(tracks)).connect(analyser);
  (window as unknown as Room).loudness = () => {
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  };
  return transport.id;
}

afterAll(closeSharedBrowser);

test.each(["udp", "tcp"] as const)(
  "what one browser sends over %s another sees and hears",
  async (ways) => {
    const room = MediaRoom.open();
    const sender = await pageFor(room);
    const receiver = await pageFor(room);
    // A browser lets a page be heard once somebody has touched it.
    await receiver.locator("video").click();
    const [voice, camera] = await sender.evaluate(send, ways);
    const transport = await receiver.evaluate(receive, [ways, voice, camera] as [
      Ways,
      string,
      string,
    ]);
    await seesMoving(receiver.locator("video"), 360);
    await expect
      .poll(() => receiver.evaluate(() => (window as unknown as Room).loudness()), {
        timeout: 15_000,
        interval: 20,
      })
      .toBeGreaterThan(0.02);
    expect(await room.ask("stats", { transport })).toMatchObject({
      connected: true,
      tcp: ways === "tcp",
    });
    await sender.context().close();
    await receiver.context().close();
    await room.close();
  },
);
