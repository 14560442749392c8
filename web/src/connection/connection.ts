// The only WebSocket: questions and answers, live events, coming back after it broke.
// What the events mean is not known here.
import type { Commands, FleetingEvent, Hello, StreamEvent } from "../protocol/protocol";
import { backoffMs } from "./backoff";
import { afterClose } from "./close_code";
import { parseFrame } from "./frames";
import { PendingAnswers } from "./pending_answers";
import { ConnectionLost } from "./refusal";
import { Watchdog } from "./watchdog";

export type ConnectionState = "connecting" | "online" | "waiting" | "closed";
export type EndReason = "signed_out" | "too_many_connections";

export interface ConnectionHandlers {
  onState(state: ConnectionState): void;
  onHello(hello: Hello): void;
  onDurable(event: StreamEvent): void;
  onFleeting(event: FleetingEvent): void;
  /** The connection has given up for good. */
  onEnd(reason: EndReason): void;
}

export interface ConnectionOptions {
  /** "wss://host/ws" */
  url: string;
  handlers: ConnectionHandlers;
  /** Asks something cheap, to see whether anybody is there. */
  heartbeat: () => Promise<unknown>;
  /** A handshake refused for want of a sign-in looks like any other failure to a page: ask over HTTP. */
  stillSignedIn: () => Promise<boolean>;
  openSocket?: (url: string) => WebSocket;
  random?: () => number;
}

const handshakeLimitMs = 10_000;
const answerLimitMs = 15_000;

export class Connection {
  private socket: WebSocket | null = null;
  private state: ConnectionState = "closed";
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private handshakeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly pending = new PendingAnswers(answerLimitMs, () => this.probe());
  private readonly watchdog: Watchdog;

  constructor(private readonly options: ConnectionOptions) {
    this.watchdog = new Watchdog(options.heartbeat, () => this.drop("no sign of life"));
  }

  start(): void {
    if (this.state === "closed") this.connect();
  }

  stop(): void {
    this.setState("closed");
    clearTimeout(this.retryTimer);
    const socket = this.forget("stopped");
    socket?.close(1000);
  }

  /** Sends a command; rejects with Refusal when the server says no, ConnectionLost when nobody answers. */
  request<K extends keyof Commands>(
    command: K,
    params: Commands[K]["params"],
  ): Promise<Commands[K]["answer"]> {
    const socket = this.socket;
    if (this.state !== "online" || !socket) {
      return Promise.reject(new ConnectionLost("not connected"));
    }
    return this.pending.ask<Commands[K]["answer"]>((id) =>
      socket.send(JSON.stringify({ id, command, params })),
    );
  }

  /** The network may have changed (woken up, back online, looked at again): find out at once. */
  probe(): void {
    if (this.state === "waiting") {
      this.attempt = 0;
      this.connect();
    } else if (this.state === "online") {
      this.watchdog.probe();
    }
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    this.setState("connecting");
    const open = this.options.openSocket ?? ((url: string) => new WebSocket(url));
    const socket = open(this.options.url);
    this.socket = socket;
    // An old socket may still speak after a new one took its place: each callback looks first.
    const current = (): boolean => this.socket === socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
    };
    socket.onmessage = (message: MessageEvent) => {
      if (current() && typeof message.data === "string") this.receive(message.data);
    };
    socket.onclose = (event: CloseEvent) => {
      if (current()) this.closed(event.code, opened);
    };
    this.handshakeTimer = setTimeout(() => {
      if (current()) this.drop("no hello");
    }, handshakeLimitMs);
  }

  private receive(text: string): void {
    this.watchdog.heard();
    const frame = parseFrame(text);
    if (!frame) return;
    const { handlers } = this.options;
    switch (frame.kind) {
      case "hello":
        clearTimeout(this.handshakeTimer);
        this.attempt = 0;
        this.setState("online");
        this.watchdog.start();
        return handlers.onHello(frame.hello);
      case "answer":
        return this.pending.settle(frame.id, frame.result);
      case "refusal":
        return this.pending.refuse(frame.id, frame.failure);
      case "durable":
        return handlers.onDurable(frame.event);
      case "fleeting":
        return handlers.onFleeting(frame.event);
    }
  }

  private closed(code: number, opened: boolean): void {
    this.forget("closed");
    const next = afterClose(code);
    if (next === "sign_in") return this.end("signed_out");
    if (next === "stop") return this.end("too_many_connections");
    this.wait();
    if (!opened) void this.checkSignIn();
  }

  private async checkSignIn(): Promise<void> {
    const signedIn = await this.options.stillSignedIn();
    if (!signedIn && this.state !== "closed") this.end("signed_out");
  }

  /** Gives a dead socket up without waiting for its close event, which may take minutes. */
  private drop(why: string): void {
    const socket = this.forget(why);
    socket?.close();
    if (this.state !== "closed") this.wait();
  }

  private forget(why: string): WebSocket | null {
    const socket = this.socket;
    this.socket = null;
    clearTimeout(this.handshakeTimer);
    this.watchdog.stop();
    this.pending.loseAll(new ConnectionLost(why));
    return socket;
  }

  private wait(): void {
    this.setState("waiting");
    const delay = backoffMs(this.attempt, this.options.random ?? Math.random);
    this.attempt += 1;
    this.retryTimer = setTimeout(() => this.connect(), delay);
  }

  private end(reason: EndReason): void {
    this.stop();
    this.options.handlers.onEnd(reason);
  }

  private setState(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.options.handlers.onState(state);
  }
}
