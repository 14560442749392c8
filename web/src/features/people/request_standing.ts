import type { FriendRequest } from "../../protocol/protocol";

export type Standing = "waiting" | "accepted" | "declined" | "expired";

/** How a request stands at a moment: one that nobody answered in time has expired. */
export function requestStanding(request: FriendRequest, now: number): Standing {
  if (request.state === "waiting" && request.expires_at <= now) return "expired";
  return request.state;
}
