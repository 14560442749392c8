let context: AudioContext | null = null;

/** Two soft notes, made here: no file to fetch. Silent where the browser does not allow sound yet. */
export function playChime(): void {
  try {
    context ??= new AudioContext();
    const start = context.currentTime;
    note(context, 660, start);
    note(context, 880, start + 0.11);
  } catch {
    context = null;
  }
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.35);
}
