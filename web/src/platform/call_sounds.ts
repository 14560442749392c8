// Soft sounds for coming and going, made here: no file to fetch. Silent where the browser does not allow sound yet.

function play(notes: readonly number[]): void {
  let audio: AudioContext;
  try {
    audio = new AudioContext();
  } catch {
    return;
  }
  const end = audio.currentTime + notes.length * 0.12 + 0.4;
  for (const [i, hertz] of notes.entries()) {
    const start = audio.currentTime + i * 0.12;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.05, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.28);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(end);
    if (i === 0) tone.onended = () => void audio.close().catch(() => undefined);
  }
}

export const playJoined = (): void => play([587, 784]);
export const playLeft = (): void => play([784, 587]);
