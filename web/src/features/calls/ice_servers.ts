/** Between two windows in one network nothing is needed to find the way. */
export function iceServersOf(): RTCIceServer[] {
  return [];
}
