// What may come in on the socket.
import type { Failure, FleetingEvent, Hello, StreamEvent } from "../protocol/protocol";

export type Frame =
  | { kind: "hello"; hello: Hello }
  | { kind: "answer"; id: number; result: unknown }
  | { kind: "refusal"; id: number; failure: Failure }
  | { kind: "durable"; event: StreamEvent }
  | { kind: "fleeting"; event: FleetingEvent };

/** Takes a text frame apart; null for a kind this client does not know. */
export function parseFrame(text: string): Frame | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  if (value.hello) return { kind: "hello", hello: value.hello as Hello };
  if (typeof value.id === "number") {
    if (value.error) return { kind: "refusal", id: value.id, failure: value.error as Failure };
    return { kind: "answer", id: value.id, result: value.result };
  }
  if (typeof value.event !== "string") return null;
  // The server's events are declared in the protocol; this border is where they get their types.
  if (typeof value.pts === "number") {
    return { kind: "durable", event: value as unknown as StreamEvent };
  }
  return { kind: "fleeting", event: value as unknown as FleetingEvent };
}
