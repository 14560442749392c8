// Tones of a telephone, made here: no file to fetch. Silent where the browser does not allow sound yet.

interface Tone {
  notes: readonly { hertz: number; at: number; seconds: number }[];
  everySeconds: number;
  volume: number;
}

/** Five notes of a pentatonic scale: it calls without frightening. */
const ring: Tone = {
  notes: [659, 784, 988, 784, 1175].map((hertz, i) => ({ hertz, at: i * 0.17, seconds: 0.5 })),
  everySeconds: 2.4,
  volume: 0.2,
};

const ringBack: Tone = {
  notes: [{ hertz: 450, at: 0, seconds: 1 }],
  everySeconds: 4,
  volume: 0.06,
};

export const startRinging = (): (() => void) => repeat(ring);
export const startRingBack = (): (() => void) => repeat(ringBack);

function repeat(tone: Tone): () => void {
  let audio: AudioContext;
  try {
    audio = new AudioContext();
  } catch {
    return () => undefined;
  }
  const play = (): void => {
    for (const note of tone.notes) sound(audio, note, tone.volume);
  };
  play();
  const timer = setInterval(play, tone.everySeconds * 1000);
  return () => {
    clearInterval(timer);
    audio.close().catch(() => undefined);
  };
}

function sound(audio: AudioContext, note: Tone["notes"][number], loudness: number): void {
  const start = audio.currentTime + note.at;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = note.hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + note.seconds);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + note.seconds + 0.05);
}
