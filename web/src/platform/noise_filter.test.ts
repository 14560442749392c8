// The worklet as the browser is given it, in a stage of its own: noise goes, a voice stays.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { beforeAll, expect, it, vi } from "vitest";

const rate = 48_000;
const block = 128;

interface Processor {
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}
type ProcessorClass = new (options: { processorOptions: Record<string, unknown> }) => Processor;

let Filter: ProcessorClass;
let wasmBinary: ArrayBuffer;

beforeAll(async () => {
  // Where it finds Node, the script takes itself for a module of old, and looks for what those have.
  vi.stubGlobal("__dirname", import.meta.dirname);
  vi.stubGlobal("require", createRequire(import.meta.url));
  vi.stubGlobal(
    "AudioWorkletProcessor",
    class {
      port = { addEventListener: () => undefined };
    },
  );
  vi.stubGlobal("registerProcessor", (_: string, made: ProcessorClass) => (Filter = made));
  await import("@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js");
  const file = createRequire(import.meta.url).resolve(
    "@sapphi-red/web-noise-suppressor/rnnoise.wasm",
  );
  wasmBinary = new Uint8Array(await readFile(file)).buffer;
});

/** What comes out of the filter; it is ready when something does. */
async function filtered(sound: Float32Array): Promise<Float32Array> {
  const filter = new Filter({ processorOptions: { maxChannels: 1, wasmBinary } });
  const through = (part: Float32Array): Float32Array => {
    const out = new Float32Array(block);
    filter.process([[part]], [[out]]);
    return out;
  };
  const hum = Float32Array.from({ length: block }, (_, i) => 0.2 * Math.sin(i / 5));
  await vi.waitFor(() => {
    const ready = Array.from({ length: 16 }, () => through(hum));
    if (ready.every((one) => loudness(one) === 0)) throw new Error("not yet");
  });
  const out = new Float32Array(sound.length);
  for (let at = 0; at + block <= sound.length; at += block) {
    out.set(through(sound.subarray(at, at + block)), at);
  }
  return out;
}

function loudness(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, one) => sum + one * one, 0) / sound.length);
}

/** Its second half: the filter has heard enough by then to know what it is. */
const later = (sound: Float32Array): Float32Array => sound.subarray(sound.length / 2);

/** Louder below than above, as in rooms; an even hiss up to 24 kHz the filter often takes for no noise at all. */
function fan(seconds: number): Float32Array {
  let state = 7;
  let low = 0;
  return Float32Array.from({ length: seconds * rate }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    low += 0.05 * (state / 1_073_741_824 - 1 - low);
    return 0.4 * low;
  });
}

/** Vowels one after the other, at a pitch that moves as in speaking. */
function voice(seconds: number): Float32Array {
  const vowels = [
    [730, 1_090, 2_440],
    [270, 2_290, 3_010],
    [570, 840, 2_410],
    [530, 1_840, 2_480],
  ];
  let phase = 0;
  return Float32Array.from({ length: seconds * rate }, (_, i) => {
    const time = i / rate;
    const pitch = 130 + 25 * Math.sin(2 * Math.PI * 0.7 * time);
    phase += (2 * Math.PI * pitch) / rate;
    const formants = vowels[Math.floor(time * 4) % vowels.length] ?? [];
    let sum = 0;
    for (let n = 1; n * pitch < 4_000; n += 1) {
      const near = formants.reduce((most, formant, k) => {
        const distance = (n * pitch - formant) / (70 + 30 * k);
        return Math.max(most, Math.exp(-distance * distance) / (1 + k));
      }, 0.02);
      sum += near * Math.sin(n * phase);
    }
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * time)) ** 0.5;
    return 0.12 * syllable * sum;
  });
}

it("takes out noise", async () => {
  const sound = fan(4);
  const rest = loudness(later(await filtered(sound))) / loudness(later(sound));
  expect(rest).toBeLessThan(0.1);
});

it("lets a voice through", async () => {
  const sound = voice(4);
  const rest = loudness(later(await filtered(sound))) / loudness(later(sound));
  expect(rest).toBeGreaterThan(0.6);
});
