// The wire between one person and the server, which a story can cut. The browser's own offline switch does not end
// sockets that are open, so the wire is a small TCP relay.
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "./ports";

export class Link {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private relay: Server | null = null;
  private silent = false;

  private constructor(
    readonly port: number,
    private readonly targetPort: number,
  ) {}

  static async open(targetPort: number): Promise<Link> {
    const link = new Link(await freePort(), targetPort);
    await link.mend();
    return link;
  }

  /** Ends every connection and takes no new one. */
  async cut(): Promise<void> {
    const relay = this.relay;
    this.relay = null;
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
    if (relay) await new Promise((resolve) => relay.close(resolve));
  }

  /** Connections stay open and carry nothing, as when a laptop walks out of the radio's reach. */
  hush(): void {
    this.silent = true;
    for (const [near, far] of this.pairs) {
      near.pause();
      far.pause();
    }
  }

  async mend(): Promise<void> {
    this.silent = false;
    for (const [near, far] of this.pairs) {
      near.resume();
      far.resume();
    }
    if (this.relay) return;
    const relay = createServer((near) => this.join(near));
    this.relay = relay;
    await new Promise<void>((resolve, reject) => {
      relay.once("error", reject);
      relay.listen({ port: this.port, host: "127.0.0.1" }, resolve);
    });
  }

  private join(near: Socket): void {
    const far = connect({ port: this.targetPort, host: "127.0.0.1" });
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.setNoDelay(true);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.pairs.delete(pair);
        to.destroy();
      });
    }
    if (this.silent) this.hush();
  }
}
