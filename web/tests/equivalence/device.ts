// One sign-in: commands over HTTP, and over a socket that is the web client's own Connection.
import { Connection, type EndReason } from "../../src/connection/connection";
import { Refusal } from "../../src/connection/refusal";
import type {
  Commands,
  ErrorCode,
  Failure,
  FleetingEvent,
  Hello,
  StreamEvent,
} from "../../src/protocol/protocol";
import { answerComplaints, eventComplaints, fleetingComplaints } from "./shapes";
import { Waiters } from "./waiters";

const answerWithinMs = 20_000;

export type Answer<K extends keyof Commands> = Commands[K]["answer"];
export type Params<K extends keyof Commands> = Commands[K]["params"];

function insist(complaints: string[]): void {
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

/** Node's WebSocket takes headers, which the type that browsers share does not know. */
type WebSocketOfNode = new (url: string, options: { headers: Record<string, string> }) => WebSocket;

export function socketOpener(token: string): (url: string) => WebSocket {
  const Socket = WebSocket as unknown as WebSocketOfNode;
  return (url) => new Socket(url, { headers: { authorization: `Bearer ${token}` } });
}

/** The refusal that `asked` must end with; an answer, or another refusal, is an error. */
export async function refused(code: ErrorCode, asked: Promise<unknown>): Promise<void> {
  const outcome = await asked.then(
    () => "an answer",
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  );
  if (outcome !== code) throw new Error(`${code} was expected, ${outcome} came`);
}

export class Device {
  /** Commands that were called, by whomever. */
  static readonly called = new Set<keyof Commands>();

  private socket: LiveSocket | null = null;

  constructor(
    readonly port: number,
    readonly token: string | null,
    readonly deviceId: number,
  ) {}

  get live(): LiveSocket {
    if (!this.socket) throw new Error("This device has no socket.");
    return this.socket;
  }

  async call<K extends keyof Commands>(command: K, params: Params<K>): Promise<Answer<K>> {
    Device.called.add(command);
    const response = await fetch(`http://127.0.0.1:${this.port}/api/${command}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
      },
      body: JSON.stringify(params),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const body = (await response.json()) as { result?: unknown; error?: Failure };
    if (response.ok !== (body.error === undefined)) {
      throw new Error(`${command}: status ${response.status} with ${JSON.stringify(body)}`);
    }
    if (body.error) throw new Refusal(body.error);
    insist(answerComplaints(command, body.result));
    return body.result as Answer<K>;
  }

  /** The same over the socket. */
  async ask<K extends keyof Commands>(command: K, params: Params<K>): Promise<Answer<K>> {
    Device.called.add(command);
    const answer = await this.live.connection.request(command, params);
    insist(answerComplaints(command, answer));
    return answer;
  }

  async connect(): Promise<void> {
    this.socket?.stop();
    this.socket = await LiveSocket.open(this.port, this.token ?? "");
  }

  disconnect(): void {
    this.socket?.stop();
  }
}

/** A socket that remembers everything it heard. */
export class LiveSocket {
  readonly connection: Connection;
  readonly events: StreamEvent[] = [];
  readonly fleeting: FleetingEvent[] = [];
  ended: EndReason | null = null;
  private hello: Hello | null = null;
  private readonly waiters = new Waiters();

  private constructor(port: number, token: string) {
    const unasked = (): Promise<never> => Promise.reject(new Error("nothing should need this"));
    this.connection = new Connection({
      url: `ws://127.0.0.1:${port}/ws`,
      openSocket: socketOpener(token),
      heartbeat: () => this.connection.request("presence.list", {}),
      stillSignedIn: unasked,
      handlers: {
        onState: () => undefined,
        onHello: (hello) => this.greeted(hello),
        onDurable: (event) => this.heard(this.events, event, eventComplaints(event)),
        onFleeting: (event) => this.heard(this.fleeting, event, fleetingComplaints(event)),
        onEnd: (reason) => {
          this.ended = reason;
          this.waiters.look();
        },
      },
    });
  }

  static async open(port: number, token: string): Promise<LiveSocket> {
    const socket = new LiveSocket(port, token);
    socket.connection.start();
    await socket.until("a hello", () => socket.hello !== null);
    return socket;
  }

  stop(): void {
    this.connection.stop();
  }

  until(what: string, done: () => boolean): Promise<void> {
    return this.waiters.until(what, done);
  }

  /** The newest event when this socket was opened; what came before was not for it. */
  get since(): number {
    return this.hello?.pts ?? 0;
  }

  /** The events after `pts`, once `newest` is here. */
  async eventsAfter(pts: number, newest: number): Promise<StreamEvent[]> {
    if (newest > Math.max(pts, this.since)) {
      await this.until(`event ${newest}`, () => this.events.at(-1)?.pts === newest);
    }
    return this.events.filter((event) => event.pts > pts);
  }

  private greeted(hello: Hello): void {
    if (this.hello) this.waiters.fail(new Error("The server broke a connection off."));
    this.hello = hello;
    this.waiters.look();
  }

  private heard<T>(list: T[], event: T, complaints: string[]): void {
    list.push(event);
    if (complaints.length > 0) this.waiters.fail(new Error(complaints.join("\n")));
    this.waiters.look();
  }
}
