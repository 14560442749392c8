// The filter where the browser never gets ready for it.
import { afterEach, expect, it, vi } from "vitest";

const never = (): Promise<never> => new Promise(() => undefined);
const parts = { wasm: never as () => Promise<unknown>, module: never as () => Promise<unknown> };

vi.mock("@sapphi-red/web-noise-suppressor", () => ({
  loadRnnoise: () => parts.wasm(),
  RnnoiseWorkletNode: class {},
}));

let closed = 0;
class StandingAudio {
  audioWorklet = { addModule: () => parts.module() };
  resume = (): Promise<void> => Promise.resolve();
  close = (): Promise<void> => {
    closed += 1;
    return Promise.resolve();
  };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ["its script", { wasm: () => Promise.resolve(new ArrayBuffer(0)), module: never }],
  ["its network", { wasm: never, module: () => Promise.resolve() }],
])("gives up when %s does not come, and closes what it opened", async (_, slow) => {
  vi.useFakeTimers();
  vi.stubGlobal("AudioContext", StandingAudio);
  Object.assign(parts, slow);
  closed = 0;
  const { filterNoise } = await import("./noise_filter");
  const filtered = filterNoise({} as MediaStreamTrack, () => undefined).catch(() => "given up");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await filtered).toBe("given up");
  expect(closed).toBe(1);
});
