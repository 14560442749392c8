const everyMs = 100;

/** Whether sound arrives, by what the browser counts. */
export function hasVoice(stats: readonly Record<string, unknown>[]): boolean {
  return stats.some(
    (one) =>
      one["type"] === "inbound-rtp" &&
      one["kind"] === "audio" &&
      Number(one["packetsReceived"]) > 0,
  );
}

/** When sound arrives over a way, or `patienceMs` later: whoever is without a microphone sends none. */
export async function untilVoice(
  stats: () => Promise<Record<string, unknown>[]>,
  patienceMs: number,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if (hasVoice(await stats().catch(() => []))) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
