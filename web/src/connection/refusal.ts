import type { ErrorCode, Failure } from "../protocol/protocol";

/** The server answered, and the answer is no. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | null;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.name = "Refusal";
    this.code = failure.code;
    this.retryAfterMs = failure.retry_after_ms;
  }
}

/** No answer came: nobody knows whether the server did what was asked. */
export class ConnectionLost extends Error {
  constructor(why: string) {
    super(why);
    this.name = "ConnectionLost";
  }
}

export function isRefusal(error: unknown, code: ErrorCode): boolean {
  return error instanceof Refusal && error.code === code;
}
