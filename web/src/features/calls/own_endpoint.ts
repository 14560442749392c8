import { newClientId } from "../../platform/uuid";

const key = "ling.call_endpoint";

/** This window's name in calls. It outlives a reload, so that the window finds itself in its call again. */
export function ownEndpoint(): string {
  try {
    const kept = sessionStorage.getItem(key);
    if (kept) return kept;
    const made = newClientId();
    sessionStorage.setItem(key, made);
    return made;
  } catch {
    return newClientId();
  }
}
