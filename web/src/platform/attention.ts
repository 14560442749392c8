/** Calls back when the network or the person may have come back, or the network has just gone. */
export function onReturn(callback: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === "visible") callback();
  };
  window.addEventListener("online", callback);
  window.addEventListener("offline", callback);
  window.addEventListener("focus", callback);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", callback);
    window.removeEventListener("offline", callback);
    window.removeEventListener("focus", callback);
    document.removeEventListener("visibilitychange", visible);
  };
}

/** Somebody is looking at this page right now. */
export function isAttended(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
