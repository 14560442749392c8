// A microphone in a room of which a story says what is to be heard.
import type { Person } from "./person";

export interface RoomSound {
  /** How loud, 0 to 1. */
  noise: number;
  voice: number;
}

/** From now on this person's microphone is in such a room, which is silent at first. */
export async function haveARoom(person: Person): Promise<{
  set: (sound: RoomSound) => Promise<void>;
}> {
  await person.page.evaluate(() => {
    const audio = new AudioContext({ sampleRate: 48_000 });
    const out = audio.createMediaStreamDestination();
    const loops = { noise: fan(audio), voice: vowels(audio) };
    const gains: Record<string, GainNode> = {};
    for (const [name, buffer] of Object.entries(loops)) {
      const gain = new GainNode(audio, { gain: 0 });
      const source = new AudioBufferSourceNode(audio, { buffer, loop: true });
      source.connect(gain).connect(out);
      source.start();
      gains[name] = gain;
    }
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      if (!wanted?.audio || wanted.video) return original(wanted);
      await audio.resume();
      const [track] = out.stream.getAudioTracks();
      return new MediaStream(track ? [track.clone()] : []);
    };
    Object.assign(window, {
      setRoom: (sound: Record<string, number>) => {
        for (const [name, gain] of Object.entries(gains)) gain.gain.value = sound[name] ?? 0;
      },
    });

    function filled(context: AudioContext, at: (time: number) => number): AudioBuffer {
      const buffer = context.createBuffer(1, 4 * context.sampleRate, context.sampleRate);
      const samples = buffer.getChannelData(0);
      for (let i = 0; i < samples.length; i += 1) samples[i] = at(i / context.sampleRate);
      return buffer;
    }
    /** Louder below than above, as in rooms; an even hiss up to 24 kHz the filter often takes for no noise at all. */
    function fan(context: AudioContext): AudioBuffer {
      let low = 0;
      return filled(context, () => (low += 0.05 * (Math.random() * 2 - 1 - low)) * 4);
    }
    /** One after the other, at a pitch that moves as in speaking. */
    function vowels(context: AudioContext): AudioBuffer {
      const spoken = [
        [730, 1_090, 2_440],
        [270, 2_290, 3_010],
        [570, 840, 2_410],
        [530, 1_840, 2_480],
      ];
      let phase = 0;
      return filled(context, (time) => {
        const pitch = 130 + 25 * Math.sin(2 * Math.PI * 0.75 * time);
        phase += (2 * Math.PI * pitch) / context.sampleRate;
        const formants = spoken[Math.floor(time * 4) % spoken.length] ?? [];
        let sum = 0;
        for (let n = 1; n * pitch < 4_000; n += 1) {
          const near = formants.map((formant, k) => {
            const distance = (n * pitch - formant) / (70 + 30 * k);
            return Math.exp(-distance * distance) / (1 + k);
          });
          sum += Math.max(0.02, ...near) * Math.sin(n * phase);
        }
        return 0.25 * Math.max(0, Math.sin(2 * Math.PI * 4 * time)) ** 0.5 * sum;
      });
    }
  });
  return {
    set: (sound) =>
      person.page.evaluate(
        (now) => (window as unknown as { setRoom: (sound: RoomSound) => void }).setRoom(now),
        sound,
      ),
  };
}
