/** Browsers give the camera only to pages that came over a safe way: https, or this very machine. */
export function mayUseCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** The camera at the back of a phone, any camera elsewhere. Rejects when there is none or the person says no. */
export function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
