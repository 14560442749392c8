// Uploading one file by tus 1.0.0: piece by piece, from where the server says it is, until it is there. Breaks of the
// network, restarts of the server and proxies that refuse large bodies are gone through, not reported.
import { Refusal } from "../../connection/refusal";
import type { ErrorCode, Failure } from "../../protocol/protocol";

export const largestPiece = 4 * 1024 * 1024;
/** Below the 1 MB that many a proxy allows. */
const afterRefusal = 900 * 1024;
const smallestPiece = 64 * 1024;
const waits = [0, 1_000, 3_000, 5_000, 10_000];

export interface Reply {
  status: number;
  header(name: string): string | null;
  body: string;
}

/** What is asked of the network; other means in tests. Status 0: no answer came. */
export type Ask = (request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Blob;
  onSent?: (bytes: number) => void;
  signal: AbortSignal;
}) => Promise<Reply>;

export interface UploadPlan {
  url: string;
  body: Blob;
  name: string;
  /** Where an earlier try began it. */
  address: string | null;
  onAddress: (address: string) => void;
  /** Bytes that have been sent, in all. */
  onProgress: (bytes: number) => void;
  /** The network is not there; false: it is again. */
  onWaiting: (waiting: boolean) => void;
  signal: AbortSignal;
}

export class FileLost extends Error {}

class Gone extends Error {}

/** The id of the file. Throws Refusal, FileLost, and what the signal says when it was aborted. */
export async function uploadFile(
  plan: UploadPlan,
  ask: Ask,
  pause = pauseUntilOnline,
): Promise<number> {
  const upload = new Upload(plan, ask);
  let failures = 0;
  /** Asking where it is tells nothing of whether the next piece will go up. */
  let furthest = 0;
  for (;;) {
    plan.signal.throwIfAborted();
    try {
      const fileId = await upload.step();
      plan.onWaiting(false);
      if (fileId !== null) return fileId;
      if (upload.offset > furthest) failures = 0;
      furthest = Math.max(furthest, upload.offset);
    } catch (error) {
      plan.signal.throwIfAborted();
      if (error instanceof Refusal || error instanceof FileLost) throw error;
      plan.onWaiting(failures > 0);
      await pause(waits[Math.min(failures, waits.length - 1)] ?? 0, plan.signal);
      failures += 1;
      upload.known = false;
    }
  }
}

class Upload {
  offset = 0;
  /** The server has said where it is, and nothing has gone wrong since. */
  known = false;
  private address: string | null;
  private piece = largestPiece;

  constructor(
    private readonly plan: UploadPlan,
    private readonly ask: Ask,
  ) {
    this.address = plan.address;
  }

  async step(): Promise<number | null> {
    if (this.address === null) return this.create();
    if (!this.known) return this.look(this.address);
    return this.send(this.address);
  }

  private async create(): Promise<number | null> {
    const { body, name, url } = this.plan;
    const reply = await this.request("POST", url, {
      "Upload-Length": String(body.size),
      "Upload-Metadata": `filename ${base64(name)}`,
    });
    if (reply.status !== 201) throw failureOf(reply);
    const location = reply.header("Location");
    if (!location) throw new Error("an upload without an address");
    this.address = new URL(location, new URL(url, document.baseURI)).pathname;
    this.plan.onAddress(this.address);
    return this.at(reply);
  }

  private async look(address: string): Promise<number | null> {
    const reply = await this.request("HEAD", this.urlOf(address), {});
    // It expired while nobody was here, and begins anew.
    if (reply.status === 404 || reply.status === 410) this.address = null;
    else if (reply.status !== 200) throw failureOf(reply);
    else return this.at(reply);
    this.offset = 0;
    return null;
  }

  private async send(address: string): Promise<number | null> {
    const from = this.offset;
    const bytes = await read(this.plan.body.slice(from, from + this.piece));
    const reply = await this.request(
      "PATCH",
      this.urlOf(address),
      { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" },
      bytes,
      (sent) => this.plan.onProgress(from + sent),
    );
    if (reply.status === 204) return this.at(reply);
    // A 413 of the server's own names the limit; any other comes from a proxy between.
    if (reply.status === 413 && !reply.header("Tus-Resumable") && this.piece > smallestPiece) {
      this.piece =
        this.piece > afterRefusal ? afterRefusal : Math.max(smallestPiece, this.piece / 2);
      return null;
    }
    this.known = false;
    if (reply.status === 409 || reply.status === 404) return null;
    if (reply.status === 423 || reply.status === 460) throw new Gone("to be sent again");
    throw failureOf(reply);
  }

  private at(reply: Reply): number | null {
    this.offset = Number(reply.header("Upload-Offset") ?? 0);
    this.known = true;
    this.plan.onProgress(this.offset);
    const id = Number(reply.header("Ling-File-Id") ?? 0);
    return id > 0 ? id : null;
  }

  private urlOf(address: string): string {
    return this.plan.url.replace(/\/uploads$/, "") + address;
  }

  private async request(
    method: string,
    url: string,
    headers: Record<string, string>,
    body?: Blob,
    onSent?: (bytes: number) => void,
  ): Promise<Reply> {
    const reply = await this.ask({
      method,
      url,
      headers: { ...headers, "Tus-Resumable": "1.0.0" },
      ...(body ? { body } : {}),
      ...(onSent ? { onSent } : {}),
      signal: this.plan.signal,
    });
    if (reply.status === 0) throw new Gone("no answer");
    return reply;
  }
}

/** Read beforehand: a file that was changed or removed would otherwise look like a broken network for ever. */
async function read(piece: Blob): Promise<Blob> {
  try {
    return new Blob([await piece.arrayBuffer()]);
  } catch {
    throw new FileLost("the file can no longer be read");
  }
}

const passing = new Set<ErrorCode>(["busy", "internal", "too_many_requests"]);

function failureOf(reply: Reply): Error {
  try {
    const { error } = JSON.parse(reply.body) as { error?: Failure };
    if (error && !passing.has(error.code)) return new Refusal(error);
  } catch {
    // Not from the server itself, but from something on the way.
  }
  if (reply.status === 401) return new Refusal(failure("unauthenticated"));
  if (reply.status === 413) return new Refusal(failure("too_large"));
  return new Gone(`answered with ${reply.status}`);
}

const failure = (code: ErrorCode): Failure => ({ code, detail: "", retry_after_ms: null });

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (c) => String.fromCharCode(c)).join(""));
}

/** Ends early when the network is back. */
function pauseUntilOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
