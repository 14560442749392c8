const firstMs = 500;
const lastMs = 30_000;

/**
 * How long to wait before try number `attempt` (0, 1, 2 …). Full jitter: after a restart of the server
 * its clients come back spread over the whole span instead of all at once.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const span = Math.min(lastMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(span * random());
}
