// Microphone, camera, screen and loudspeaker, and why one of them cannot be had.

export type DeviceTrouble = "insecure" | "missing" | "denied" | "busy" | "failed";

export class DeviceError extends Error {
  constructor(readonly trouble: DeviceTrouble) {
    super(`a device is ${trouble}`);
  }
}

/** Browsers give devices only to pages that came over a safe way: https, or this very machine. */
export function mayUseDevices(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

export function mayShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === "function";
}

export interface CameraWish {
  deviceId?: string | undefined;
  facing?: "user" | "environment" | undefined;
}

/** `filtered`: its noise is taken out by somebody else. Throws DeviceError. */
export function openMicrophone(
  deviceId?: string,
  { filtered = false } = {},
): Promise<MediaStreamTrack> {
  return open({
    audio: {
      echoCancellation: true,
      noiseSuppression: !filtered,
      autoGainControl: true,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  });
}

/** Sharp from the start: without a wish most cameras give 640 by 480. Throws DeviceError. */
export function openCallCamera({ deviceId, facing }: CameraWish = {}): Promise<MediaStreamTrack> {
  return open({
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
      ...(facing ? { facingMode: facing } : {}),
    },
  });
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  if (!mayUseDevices()) throw new DeviceError("insecure");
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const [track] = stream.getTracks();
    if (!track) throw new DeviceError("missing");
    return track;
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(troubleOf(error));
  }
}

export interface SharedScreen {
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

/** What the person chooses in the browser's own picker; null when they choose nothing. */
export async function openScreen(): Promise<SharedScreen | null> {
  if (!mayShareScreen()) throw new DeviceError("insecure");
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 30 } },
      audio: true,
    });
    const [picture] = stream.getVideoTracks();
    if (!picture) return null;
    return { picture, sound: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    if (troubleOf(error) === "denied") return null;
    throw new DeviceError(troubleOf(error));
  }
}

export function troubleOf(error: unknown): DeviceTrouble {
  switch (error instanceof Error || error instanceof DOMException ? error.name : "") {
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  microphones: Device[];
  cameras: Device[];
  speakers: Device[];
}

export async function listDevices(): Promise<Devices> {
  const all = mayUseDevices() ? await navigator.mediaDevices.enumerateDevices() : [];
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((one) => one.kind === kind && one.deviceId !== "")
      .map((one) => ({ id: one.deviceId, label: one.label }));
  return {
    microphones: of("audioinput"),
    cameras: of("videoinput"),
    speakers: of("audiooutput"),
  };
}

export function onDevicesChanged(callback: () => void): () => void {
  if (!mayUseDevices()) return () => undefined;
  navigator.mediaDevices.addEventListener("devicechange", callback);
  return () => navigator.mediaDevices.removeEventListener("devicechange", callback);
}
