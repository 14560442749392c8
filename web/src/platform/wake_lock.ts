/** Keeps the screen from going dark until the returned function is called. Where that is not known, does nothing. */
export function keepScreenOn(): () => void {
  let held: WakeLockSentinel | null = null;
  let over = false;
  async function hold(): Promise<void> {
    if (over || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      held = await navigator.wakeLock.request("screen");
      if (over) await held.release();
    } catch {
      // A battery that is low, or a browser that says no: the call goes on.
    }
  }
  const again = (): void => void hold();
  document.addEventListener("visibilitychange", again);
  again();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", again);
    held?.release().catch(() => undefined);
  };
}
