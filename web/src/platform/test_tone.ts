const notes = [523, 659, 784];
const noteSeconds = 0.45;

/** Three notes out of the loudspeaker of that name (empty: the usual one). Resolves when they are over. */
export async function playTestTone(speaker: string): Promise<void> {
  const audio = new AudioContext();
  try {
    const out = audio.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = out.stream;
    if (speaker !== "" && typeof element.setSinkId === "function") {
      await element.setSinkId(speaker);
    }
    await element.play();
    const over = notes.map((hertz, i) => note(audio, out, hertz, i * noteSeconds));
    await Promise.all(over);
  } finally {
    await audio.close();
  }
}

function note(audio: AudioContext, out: AudioNode, hertz: number, after: number): Promise<void> {
  const start = audio.currentTime + 0.1 + after;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.25, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
  oscillator.connect(volume).connect(out);
  const ended = new Promise<void>((resolve) => (oscillator.onended = () => resolve()));
  oscillator.start(start);
  oscillator.stop(start + noteSeconds + 0.05);
  return ended;
}
