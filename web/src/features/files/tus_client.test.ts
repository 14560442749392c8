// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Refusal } from "../../connection/refusal";
import { largestPiece, uploadFile, type Ask, type Reply } from "./tus_client";

/** A server that takes one upload, with a limit on bodies before it and troubles on the way. */
class TusServer {
  bytes = 0;
  readonly asked: string[] = [];
  troubles: ((method: string) => Reply | null)[] = [];

  constructor(
    private readonly size: number,
    private readonly proxyLimit = Infinity,
  ) {}

  readonly ask: Ask = async ({ method, headers, body }) => {
    this.asked.push(method + (body ? ` ${body.size}` : ""));
    const trouble = this.troubles.shift()?.(method);
    if (trouble) return trouble;
    if (body && body.size > this.proxyLimit) return reply(413, {});
    if (method === "POST") return this.tell(201, { Location: "/uploads/abc" });
    if (method === "HEAD") return this.tell(200, {});
    if (Number(headers["Upload-Offset"]) !== this.bytes) return this.tell(409, {});
    this.bytes += body?.size ?? 0;
    return this.tell(204, {});
  };

  private tell(status: number, more: Record<string, string>): Reply {
    const done: Record<string, string> = this.bytes === this.size ? { "Ling-File-Id": "17" } : {};
    const offset = { "Upload-Offset": String(this.bytes), "Tus-Resumable": "1.0.0" };
    return reply(status, { ...offset, ...done, ...more });
  }
}

function reply(status: number, headers: Record<string, string>, body = ""): Reply {
  return { status, header: (name) => headers[name] ?? null, body };
}

function start(server: TusServer, size: number, address: string | null = null) {
  const told = { addresses: [] as string[], progress: [] as number[], pauses: [] as number[] };
  const abort = new AbortController();
  const plan = {
    url: "/uploads",
    body: new Blob([new Uint8Array(size)]),
    name: "作业.bin",
    address,
    onAddress: (given: string) => void told.addresses.push(given),
    onProgress: (bytes: number) => void told.progress.push(bytes),
    onWaiting: () => undefined,
    signal: abort.signal,
  };
  const pause = async (ms: number) => void told.pauses.push(ms);
  return { told, abort, done: uploadFile(plan, server.ask, pause) };
}

describe("an upload", () => {
  it("goes up in pieces and ends with the file's id", async () => {
    const size = 2 * largestPiece + 5;
    const server = new TusServer(size);
    const { told, done } = start(server, size);
    expect(await done).toBe(17);
    expect(server.asked).toEqual([
      "POST",
      `PATCH ${largestPiece}`,
      `PATCH ${largestPiece}`,
      "PATCH 5",
    ]);
    expect(told.addresses).toEqual(["/uploads/abc"]);
    expect(told.progress.at(-1)).toBe(size);
  });

  it("of nothing is done when it is made", async () => {
    const server = new TusServer(0);
    expect(await start(server, 0).done).toBe(17);
    expect(server.asked).toEqual(["POST"]);
  });

  it("goes on from where the server is", async () => {
    const server = new TusServer(1_000);
    server.bytes = 400;
    expect(await start(server, 1_000, "/uploads/abc").done).toBe(17);
    expect(server.asked).toEqual(["HEAD", "PATCH 600"]);
  });

  it("takes smaller pieces when a proxy refuses large ones", async () => {
    const server = new TusServer(1_500_000, 1_000_000);
    expect(await start(server, 1_500_000).done).toBe(17);
    expect(server.asked).toEqual(["POST", "PATCH 1500000", "PATCH 921600", "PATCH 578400"]);
  });

  it("waits longer and longer while nobody answers, and looks first where it is", async () => {
    const server = new TusServer(10);
    const silence = () => reply(0, {});
    server.troubles = [() => null, silence, silence, silence, silence, silence, silence];
    const { told, done } = start(server, 10);
    expect(await done).toBe(17);
    expect(told.pauses).toEqual([0, 1_000, 3_000, 5_000, 10_000, 10_000]);
    expect(server.asked.slice(-2)).toEqual(["HEAD", "PATCH 10"]);
  });

  it("waits longer and longer too when only the pieces fail", async () => {
    const server = new TusServer(10);
    const trouble = (method: string) => (method === "PATCH" ? reply(502, {}) : null);
    server.troubles = new Array(9).fill(trouble);
    const { told, done } = start(server, 10);
    expect(await done).toBe(17);
    expect(told.pauses).toEqual([0, 1_000, 3_000, 5_000]);
  });

  it("begins anew when the server has forgotten it", async () => {
    const server = new TusServer(10);
    server.troubles = [(method) => (method === "HEAD" ? reply(404, {}) : null)];
    expect(await start(server, 10, "/uploads/old").done).toBe(17);
    expect(server.asked).toEqual(["HEAD", "POST", "PATCH 10"]);
  });

  it("ends with a refusal that asking again would not change", async () => {
    const server = new TusServer(10);
    server.troubles = [() => reply(507, {}, '{"error":{"code":"quota_full","detail":""}}')];
    const refusal = await start(server, 10).done.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toBe("quota_full");
  });

  it("is tried again while the server is busy or a proxy has lost it", async () => {
    const server = new TusServer(10);
    server.troubles = [
      () => reply(503, {}, '{"error":{"code":"busy","detail":""}}'),
      () => reply(502, {}, "<html>Bad Gateway</html>"),
    ];
    expect(await start(server, 10).done).toBe(17);
  });

  it("stops when it is given up", async () => {
    const server = new TusServer(10);
    const { abort, done } = start(server, 10);
    abort.abort();
    await expect(done).rejects.toThrow();
  });
});
