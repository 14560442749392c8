// Recording a voice: the browser's recorder, with how loud it is while it lasts.
export type MicrophoneTrouble = "insecure" | "missing" | "refused" | "busy";

export class NoMicrophone extends Error {
  constructor(readonly why: MicrophoneTrouble) {
    super(why);
  }
}

export interface Recorded {
  blob: Blob;
  ms: number;
  /** 0 to 1, twenty a second. */
  levels: number[];
}

const everyMs = 50;
const types = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export class Recording {
  readonly levels: number[] = [];
  private readonly chunks: Blob[] = [];
  private readonly beganAt = performance.now();
  private readonly timer: ReturnType<typeof setInterval>;

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly context: AudioContext,
    analyser: AnalyserNode,
    onLevel: () => void,
  ) {
    const samples = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.levels.push(Math.min(1, Math.max(...samples.map(Math.abs))));
      onLevel();
    }, everyMs);
    recorder.ondataavailable = (event) => this.chunks.push(event.data);
    recorder.start();
  }

  /** Asks for the microphone. Throws NoMicrophone. */
  static async begin(onLevel: () => void): Promise<Recording> {
    if (!window.isSecureContext) throw new NoMicrophone("insecure");
    if (!navigator.mediaDevices || typeof MediaRecorder === "undefined")
      throw new NoMicrophone("missing");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(troubleOf);
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: 24_000,
      ...(mimeType ? { mimeType } : {}),
    });
    return new Recording(stream, recorder, context, analyser, onLevel);
  }

  get ms(): number {
    return performance.now() - this.beganAt;
  }

  async end(): Promise<Recorded> {
    const ms = Math.round(this.ms);
    const stopped = new Promise<void>((resolve) => (this.recorder.onstop = () => resolve()));
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await stopped;
    this.release();
    return {
      blob: new Blob(this.chunks, { type: this.recorder.mimeType }),
      ms,
      levels: this.levels,
    };
  }

  cancel(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.release();
  }

  private release(): void {
    clearInterval(this.timer);
    this.stream.getTracks().forEach((track) => track.stop());
    void this.context.close();
  }
}

function troubleOf(error: unknown): never {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") throw new NoMicrophone("refused");
  if (name === "NotReadableError") throw new NoMicrophone("busy");
  throw new NoMicrophone("missing");
}
