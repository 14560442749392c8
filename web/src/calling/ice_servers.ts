import { serverOrigin } from "../platform/server_address";

/** The server tells a window under which address others see it. Within one network nothing is needed to find the way. */
export function iceServersOf(stunPort: number): RTCIceServer[] {
  if (stunPort === 0) return [];
  return [{ urls: `stun:${new URL(serverOrigin()).hostname}:${stunPort}` }];
}
