// A client as the browser has it, without the browser: Connection, EventStream and reducer, on a wire that can be cut.
import { Connection } from "../../src/connection/connection";
import { EventStream } from "../../src/connection/event_stream";
import type { Commands, StreamEvent } from "../../src/protocol/protocol";
import { OutOfStep } from "../../src/session/out_of_step";
import { reduce } from "../../src/session/reducer";
import { stateFrom, type State } from "../../src/session/state";
import { Link } from "../../e2e/harness/link";
import { type Answer, type Device, type Params, socketOpener } from "./device";
import { eventComplaints } from "./shapes";
import { Waiters } from "./waiters";

export class Client {
  state: State | null = null;
  /** Everything the server ever told on a socket, in the order of arrival; after a break some of it twice. */
  readonly heard: StreamEvent[] = [];
  snapshots = 0;
  misfits = 0;
  private readonly waiters = new Waiters();
  private readonly connection: Connection;
  private readonly stream: EventStream;
  private online = false;
  /** Whether a connection is wanted: one that broke comes back by itself. */
  wanted = false;

  private constructor(
    readonly name: string,
    readonly device: Device,
    private readonly link: Link,
  ) {
    this.stream = new EventStream({
      position: () => this.state,
      readStream: (after) => this.request("stream.read", { after }),
      readSnapshot: () => this.request("stream.snapshot", {}),
      apply: (events) => this.apply(events),
      replace: (snapshot) => {
        this.snapshots += 1;
        this.become(stateFrom(snapshot));
      },
      onInStep: () => this.waiters.look(),
    });
    this.connection = new Connection({
      url: `ws://127.0.0.1:${link.port}/ws`,
      openSocket: socketOpener(device.token ?? ""),
      heartbeat: () => this.stream.check(),
      stillSignedIn: () => Promise.resolve(true),
      // Short waits between tries: the wire is never cut for long.
      random: () => 0.02,
      handlers: {
        onState: (state) => {
          this.online = state === "online";
        },
        onHello: (hello) => {
          this.stream.hello(hello);
          this.waiters.look();
        },
        onDurable: (event) => this.hear(event),
        onFleeting: () => undefined,
        onEnd: (reason) => this.waiters.fail(new Error(`${name} was thrown out: ${reason}`)),
      },
    });
  }

  static async open(name: string, device: Device): Promise<Client> {
    return new Client(name, device, await Link.open(device.port));
  }

  request<K extends keyof Commands>(command: K, params: Params<K>): Promise<Answer<K>> {
    return this.connection.request(command, params);
  }

  async connect(): Promise<void> {
    this.wanted = true;
    this.connection.start();
    await this.waiters.until(`${this.name} online`, () => this.online);
  }

  disconnect(): void {
    this.wanted = false;
    this.connection.stop();
  }

  /** What was on its way is lost; the connection finds its way back by itself. */
  async cutTheWire(): Promise<void> {
    await this.link.cut();
    await this.link.mend();
  }

  async close(): Promise<void> {
    this.disconnect();
    this.stream.stop();
    await this.link.cut();
  }

  async reaches(pts: number): Promise<void> {
    await this.waiters.until(`${this.name} at ${pts}`, () => this.state?.pts === pts);
  }

  private hear(event: StreamEvent): void {
    const complaints = eventComplaints(event);
    if (complaints.length > 0) this.waiters.fail(new Error(complaints.join("\n")));
    this.heard.push(event);
    this.stream.event(event);
  }

  private apply(events: StreamEvent[]): boolean {
    if (!this.state) return false;
    try {
      this.become(reduce(this.state, events));
      return true;
    } catch (error) {
      if (!(error instanceof OutOfStep)) throw error;
      this.misfits += 1;
      return false;
    }
  }

  private become(state: State): void {
    this.state = state;
    this.waiters.look();
  }
}
