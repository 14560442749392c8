// How a call stands for this window. Pure.
import type { Call } from "../../protocol/protocol";

export type CallPhase =
  | "none"
  /** It rings for me, and this window has not been silenced. */
  | "incoming"
  | "calling"
  | "connecting"
  | "active"
  /** In another window or on another device of mine. */
  | "elsewhere";

export interface Standing {
  myId: number;
  endpoint: string;
  /** Calls that this window does not ring for: silenced, or rung for long enough. */
  silenced: ReadonlySet<number>;
  /** One that I hung up, whether or not the server knows yet. */
  left: number | null;
}

export const isCaller = (call: Call, myId: number): boolean => call.caller.user_id === myId;

export function mySide(call: Call, myId: number): Call["caller"] {
  return isCaller(call, myId) ? call.caller : call.callee;
}

export function otherSide(call: Call, myId: number): Call["caller"] {
  return isCaller(call, myId) ? call.callee : call.caller;
}

export function phaseOf(
  call: Call | null,
  { myId, endpoint, silenced, left }: Standing,
): CallPhase {
  if (!call || call.state === "ended" || call.call_id === left) return "none";
  if (call.state === "ringing" && !isCaller(call, myId)) {
    return silenced.has(call.call_id) ? "none" : "incoming";
  }
  if (mySide(call, myId).endpoint !== endpoint) return "elsewhere";
  return call.state === "ringing" ? "calling" : call.state;
}
