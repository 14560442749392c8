// RNNoise in an audio worklet. In a file of its own, so that nobody loads it who has not switched it on.
import { loadRnnoise, RnnoiseWorkletNode } from "@sapphi-red/web-noise-suppressor";
import plainUrl from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import fastUrl from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
import workletUrl from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";

/** What the network was trained with. */
const sampleRate = 48_000;
/** Whoever asked for the filter is not heard until it runs. */
const patienceMs = 5_000;

export interface FilteredSound {
  track: MediaStreamTrack;
  close: () => void;
}

/** Throws when it cannot run here. `onBroken`: it ran, and does so no longer. */
export async function filterNoise(
  sound: MediaStreamTrack,
  onBroken: () => void,
): Promise<FilteredSound> {
  const audio = new AudioContext({ sampleRate, latencyHint: "interactive" });
  const close = (): void => void audio.close().catch(() => undefined);
  try {
    const wasmBinary = await soon(load(audio));
    audio.onstatechange = () => {
      // A phone that was called, for instance.
      if (audio.state !== "running" && audio.state !== "closed")
        audio.resume().catch(() => undefined);
    };
    const filter = new RnnoiseWorkletNode(audio, { maxChannels: 1, wasmBinary });
    filter.channelCount = 1;
    filter.channelCountMode = "explicit";
    filter.onprocessorerror = onBroken;
    const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 });
    audio
      .createMediaStreamSource(new MediaStream([sound]))
      .connect(filter)
      .connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error("nothing comes out");
    return {
      track,
      close: () => {
        filter.destroy();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function load(audio: AudioContext): Promise<ArrayBuffer> {
  const [wasmBinary] = await Promise.all([
    loadRnnoise({ url: plainUrl, simdUrl: fastUrl }),
    audio.audioWorklet.addModule(workletUrl),
    // Before anybody touched the page a browser may leave it standing.
    audio.resume(),
  ]);
  // The worklet is silent for ever where it may not compile it, and tells nobody.
  await WebAssembly.compile(wasmBinary);
  return wasmBinary;
}

/** Throws when it is not so far in time: each part of it may keep one waiting for ever. */
async function soon<T>(ready: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the filter is not ready yet")), patienceMs);
  });
  try {
    return await Promise.race([ready, impatience]);
  } finally {
    clearTimeout(timer);
  }
}
