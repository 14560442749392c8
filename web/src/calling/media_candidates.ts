// Where the media engine may be reached. The server tells its own addresses; behind a router that forwards its ports it
// does not know the one that people outside use, but whoever reached its page has just used it.

export interface Candidate {
  foundation: string;
  priority: number;
  address: string;
  /** The same, as older descriptions call it. */
  ip?: string;
  protocol: "udp" | "tcp";
  port: number;
}

/** The same ports at the page's host, tried after all else: the ports must be forwarded as they are. */
export function withPageHost<T extends Candidate>(candidates: T[], host: string): T[] {
  // In an address of a page IPv6 stands in brackets.
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (!address || candidates.some((known) => known.address === address)) return candidates;
  const added: T[] = [];
  for (const protocol of ["udp", "tcp"] as const) {
    const first = candidates.find((known) => known.protocol === protocol);
    if (!first) continue;
    const priority = Math.min(...candidates.map((known) => known.priority)) - 1;
    added.push({ ...first, foundation: `page${protocol}`, address, ip: address, priority });
  }
  return [...candidates, ...added];
}
