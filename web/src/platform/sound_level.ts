const everyMs = 100;

/** Tells ten times a second how loud a track is right now, 0 to 1, until the returned function is called. */
export function watchLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  let audio: AudioContext;
  try {
    audio = new AudioContext();
  } catch {
    return () => undefined;
  }
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(Math.min(1, Math.max(...samples.map(Math.abs))));
  }, everyMs);
  return () => {
    clearInterval(timer);
    audio.close().catch(() => undefined);
  };
}
