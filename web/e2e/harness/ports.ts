import { createServer } from "node:net";

// Below the range from which the system takes ports for outgoing connections.
const first = 20_000;
const last = 32_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}

/** A port of which the next `count - 1` are free too. */
export async function freePort(count = 1): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = first + Math.floor(Math.random() * (last - first));
    const wanted = Array.from({ length: count }, (_, index) => port + index);
    const free = await Promise.all(wanted.map(isFree));
    if (free.every(Boolean)) return port;
  }
  throw new Error("No free port was found in a hundred tries.");
}
