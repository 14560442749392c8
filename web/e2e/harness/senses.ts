// What somebody really hears and sees of a call: loudness of the sound, pixels of the picture.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import type { Person } from "./person";

/** Several browsers that encode pictures may have a small machine to share. */
const patienceMs = 30_000;

/** The loudest moment of what is heard of the call within a second and a half; 0 = silence. `of`: of that user alone. */
export function loudness(person: Person, of?: number): Promise<number> {
  const voices = person.page.getByTestId("call-voice");
  const heard = of === undefined ? voices : voices.and(person.page.locator(`[data-user="${of}"]`));
  return heard.evaluateAll(async (elements) => {
    const streams = elements
      .map((element) => (element as HTMLAudioElement).srcObject)
      .filter((one) => one instanceof MediaStream);
    if (streams.length === 0) return 0;
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 2048;
    for (const stream of streams) audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loudest = 0;
    const end = performance.now() + 1_500;
    while (performance.now() < end) {
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      loudest = Math.max(loudest, Math.sqrt(energy));
      await new Promise(requestAnimationFrame);
    }
    await audio.close();
    return loudest;
  });
}

export async function hears(person: Person, of?: number): Promise<void> {
  await expect.poll(() => loudness(person, of), { timeout: patienceMs }).toBeGreaterThan(0.02);
}

export async function hearsNothing(person: Person, of?: number): Promise<void> {
  await expect.poll(() => loudness(person, of), { timeout: 15_000 }).toBeLessThan(0.005);
}

/** How long it takes, from now on, until something of the call is heard, in ms. `anew`: over a way that is not there yet. */
export function untilHeard(person: Person, anew = false): Promise<number> {
  return person.page.evaluate(async (isAnew) => {
    const patience = 30_000;
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    const known = new Set<MediaStreamTrack>();
    const samples = new Float32Array(analyser.fftSize);
    const begun = performance.now();
    const past = (): number => performance.now() - begun;
    const tracks = (): MediaStreamTrack[] =>
      [...document.querySelectorAll<HTMLAudioElement>("[data-testid=call-voice]")].flatMap(
        ({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getAudioTracks() : []),
      );
    if (isAnew) tracks().forEach((track) => known.add(track));
    while (past() < patience) {
      for (const track of tracks()) {
        if (known.has(track)) continue;
        known.add(track);
        audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      }
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      if (Math.sqrt(energy) > 0.02) break;
      await new Promise(requestAnimationFrame);
    }
    const took = past();
    await audio.close();
    if (took >= patience) throw new Error("nothing was heard");
    return Math.round(took);
  }, anew);
}

/** Watches what is played of the call from now on; the answer ends it, and is the longest time without any sound, in ms. */
export async function watchSilence(person: Person): Promise<() => Promise<number>> {
  const watch = await person.page.evaluateHandle(async () => {
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    const played = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();
    let [last, longest, over] = [performance.now(), 0, false];

    /** What is no longer played is not heard, whether or not it still arrives. */
    function follow(): void {
      const elements = document.querySelectorAll<HTMLAudioElement>("[data-testid=call-voice]");
      const now = [...elements].flatMap(({ srcObject }) =>
        srcObject instanceof MediaStream ? srcObject.getAudioTracks() : [],
      );
      for (const [track, source] of played) {
        if (now.includes(track)) continue;
        source.disconnect();
        played.delete(track);
      }
      for (const track of now) {
        if (played.has(track)) continue;
        const source = audio.createMediaStreamSource(new MediaStream([track]));
        source.connect(analyser);
        played.set(track, source);
      }
    }
    function look(): void {
      if (over) return;
      follow();
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      const now = performance.now();
      if (Math.sqrt(energy) > 0.02) last = now;
      longest = Math.max(longest, now - last);
      requestAnimationFrame(look);
    }
    look();
    return {
      end(): number {
        over = true;
        void audio.close();
        return Math.round(longest);
      },
    };
  });
  return () => watch.evaluate((one) => one.end());
}

interface Look {
  height: number;
  /** How many of 100 places differ between two looks. */
  moving: number;
  /** The range of brightness: 0 = one flat colour. */
  contrast: number;
  /** By how much the colour of the whole differs between two looks, 0 to 255. */
  tinge: number;
}

function look(picture: Locator): Promise<Look> {
  return picture.evaluate(async (element) => {
    const video = element as HTMLVideoElement;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 100;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen || video.videoWidth === 0) return { height: 0, moving: 0, contrast: 0, tinge: 0 };
    const pixels = (): Uint8ClampedArray => {
      pen.drawImage(video, 0, 0, 100, 100);
      return pen.getImageData(0, 0, 100, 100).data;
    };
    /** Of all places, of one of the three colours. */
    const values = (data: Uint8ClampedArray, colour: number): number[] =>
      Array.from({ length: 10_000 }, (_, i) => data[4 * i + colour] ?? 0);
    const mean = (numbers: number[]): number =>
      numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    const before = pixels();
    const later = video.currentTime + 0.7;
    const impatience = performance.now() + 3_000;
    while (video.currentTime < later && performance.now() < impatience) {
      await new Promise(requestAnimationFrame);
    }
    const after = pixels();
    const [first, second] = [values(before, 1), values(after, 1)];
    const changed = first.filter((one, i) => Math.abs(one - (second[i] ?? 0)) > 40).length;
    return {
      height: video.videoHeight,
      moving: changed,
      contrast: Math.max(...first) - Math.min(...first),
      tinge: Math.max(
        ...[0, 1, 2].map((one) => Math.abs(mean(values(before, one)) - mean(values(after, one)))),
      ),
    };
  });
}

/** A picture in which something moves, of at least so many lines. */
export async function seesMoving(picture: Locator, lines = 1): Promise<void> {
  await expect
    .poll(
      async () => {
        const { height, moving, contrast } = await look(picture);
        return height >= lines && moving > 5 && contrast > 60;
      },
      { timeout: patienceMs },
    )
    .toBe(true);
}

/** What the camera of a Firefox without a camera shows: one colour that goes round, of at least so many lines. */
export async function seesChanging(picture: Locator, lines = 1): Promise<void> {
  await expect
    .poll(
      async () => {
        const { height, tinge } = await look(picture);
        return height >= lines && tinge > 6;
      },
      { timeout: patienceMs },
    )
    .toBe(true);
}
