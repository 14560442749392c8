// Files on their way to the server: three at once, kept in the database until they are there, so that a reload, a change
// of the network or a restart of the server only delays them. Each is uploaded by one tab at a time.
import { defineStore } from "pinia";
import { onScopeDispose, reactive } from "vue";
import { Refusal } from "../../connection/refusal";
import { isHeld, withLock } from "../../platform/lock";
import { askByXhr } from "../../platform/xhr";
import type { ErrorCode } from "../../protocol/protocol";
import type { UploadRecord } from "../../session/database";
import { useSession } from "../../session/session_store";
import { uploadsUrl } from "./file_address";
import { findOnServer } from "./instant_send";
import { fileKey, localCopies, uploadKey } from "./local_copies";
import { FileLost, uploadFile } from "./tus_client";
import { SpeedMeter } from "./speed_meter";
import { uploadPlaces } from "./upload_places";

const atOnce = 3;
const patienceMs = 1_000;
const lockOf = (id: string): string => `ling:upload:${id}`;

export interface UploadProgress {
  sent: number;
  size: number;
  /** Bytes a second; 0 = not known yet. */
  speed: number;
  paused: boolean;
  /** For the network. */
  waiting: boolean;
}

export interface UploadListener {
  /** The file is forgotten here once this is done. */
  done(clientId: string, index: number, fileId: number, previewId: number | null): Promise<void>;
  failed(clientId: string, why: ErrorCode | "file_lost"): void;
}

interface Job {
  record: UploadRecord;
  abort: AbortController | null;
  failed: boolean;
}

export const useUploads = defineStore("uploads", () => {
  const session = useSession();
  const progress = reactive(new Map<string, UploadProgress>());
  const jobs = new Map<string, Job>();
  /** Those that the database holds. */
  const kept = new Set<string>();
  let listener: UploadListener | null = null;
  let running = 0;

  function start(told: UploadListener): void {
    listener = told;
    onScopeDispose(() => {
      listener = null;
      for (const job of jobs.values()) job.abort?.abort();
      jobs.clear();
      progress.clear();
      localCopies.clear();
    });
  }

  /** What an earlier page left unfinished. `waiting` are the messages that still wait for files. */
  async function resume(waiting: ReadonlySet<string>): Promise<void> {
    const stored = (await session.db?.getAll("uploads")) ?? [];
    for (const record of stored) {
      if (!waiting.has(record.client_id)) forget(record.id);
      else if (!jobs.has(record.id)) {
        kept.add(record.id);
        take(record);
      }
    }
    for (const clientId of waiting) {
      // Another tab may hold files that did not fit into the database.
      if (ofMessage(clientId).length > 0 || (await isHeld(lockOf(clientId)))) continue;
      listener?.failed(clientId, "file_lost");
    }
    next();
  }

  function add(
    clientId: string,
    files: readonly { name: string; body: Blob; preview: Blob | null }[],
  ): void {
    files.forEach(({ name, body, preview }, index) => {
      const id = uploadKey(clientId, index);
      const record: UploadRecord = {
        id,
        client_id: clientId,
        index,
        name,
        body,
        preview,
      };
      take(record);
      save(record);
    });
    next();
  }

  function take(record: UploadRecord): void {
    jobs.set(record.id, { record, abort: null, failed: false });
    localCopies.keep(record.id, record.body, record.preview);
    const size = record.body.size;
    progress.set(record.id, { sent: 0, size, speed: 0, paused: false, waiting: false });
  }

  /** Where there is no room the file lives as long as this page. */
  function save(record: UploadRecord): void {
    session.db?.put("uploads", record).then(
      () => kept.add(record.id),
      () => undefined,
    );
  }

  function next(): void {
    for (const job of jobs.values()) {
      if (running >= atOnce) return;
      if (job.abort || job.failed || progress.get(job.record.id)?.paused) continue;
      void run(job);
    }
  }

  async function run(job: Job): Promise<void> {
    const abort = new AbortController();
    job.abort = abort;
    const turn = takeTurn();
    try {
      // Another tab may be at it; then this one takes over when that one is closed.
      await withLock(lockOf(job.record.id), async () => {
        turn.keep();
        await unlessDone(job, abort.signal);
      });
    } catch (error) {
      if (!abort.signal.aborted) fail(job, error);
    } finally {
      turn.end();
      if (job.abort === abort) job.abort = null;
      next();
    }
  }

  /** One of those at once; whoever only waits for another tab gives the place to the next after a while. */
  function takeTurn(): { keep(): void; end(): void } {
    let counted = true;
    running += 1;
    const leave = (): void => {
      if (counted) running -= 1;
      counted = false;
    };
    const timer = setTimeout(() => (leave(), next()), patienceMs);
    return {
      keep: () => {
        clearTimeout(timer);
        if (!counted) running += 1;
        counted = true;
      },
      end: () => {
        clearTimeout(timer);
        leave();
      },
    };
  }

  async function unlessDone(job: Job, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (await isDoneElsewhere(job.record.id)) forget(job.record.id);
    else await upload(job, signal);
  }

  /** It was kept, and is no longer: the tab that had it has brought it up, or given it up. */
  async function isDoneElsewhere(id: string): Promise<boolean> {
    if (!kept.has(id)) return false;
    return (await session.db?.get("uploads", id).catch(() => undefined)) === undefined;
  }

  async function upload(job: Job, signal: AbortSignal): Promise<void> {
    const { record } = job;
    const { id, body, name, preview } = record;
    const { address, ...kept } = uploadPlaces.get(id);
    let { preview_id } = kept;
    if (preview && preview_id === null) {
      preview_id = await send(job, preview, `${name}.webp`, signal, false);
      uploadPlaces.change(id, { preview_id });
    }
    const found = address
      ? null
      : await findOnServer(body, name, (asked) => session.request("file.find", asked));
    if (signal.aborted) return;
    const fileId = found ?? (await send(job, body, name, signal, true));
    localCopies.rename(id, fileKey(fileId));
    await listener?.done(record.client_id, record.index, fileId, preview_id);
    forget(record.id);
  }

  function send(
    job: Job,
    body: Blob,
    name: string,
    signal: AbortSignal,
    shown: boolean,
  ): Promise<number> {
    const { record } = job;
    const meter = new SpeedMeter(() => performance.now());
    const tell = (change: Partial<UploadProgress>): void => {
      const now = progress.get(record.id);
      if (now) progress.set(record.id, { ...now, ...change });
    };
    const plan = {
      url: uploadsUrl(),
      body,
      name,
      address: shown ? uploadPlaces.get(record.id).address : null,
      onAddress: (address: string) => {
        if (shown) uploadPlaces.change(record.id, { address });
      },
      onProgress: (sent: number) => {
        if (shown) tell({ sent, speed: meter.add(sent), waiting: false });
      },
      onWaiting: (waiting: boolean) => tell({ waiting, ...(waiting ? { speed: 0 } : {}) }),
      signal,
    };
    return uploadFile(plan, askByXhr);
  }

  function fail(job: Job, error: unknown): void {
    job.failed = true;
    if (error instanceof FileLost) listener?.failed(job.record.client_id, "file_lost");
    else if (error instanceof Refusal) listener?.failed(job.record.client_id, error.code);
    else listener?.failed(job.record.client_id, "internal");
  }

  function ofMessage(clientId: string): Job[] {
    return [...jobs.values()].filter((job) => job.record.client_id === clientId);
  }

  function setPaused(clientId: string, index: number, paused: boolean): void {
    const id = uploadKey(clientId, index);
    const now = progress.get(id);
    if (!now) return;
    progress.set(id, { ...now, paused, speed: 0, waiting: false });
    if (paused) jobs.get(id)?.abort?.abort();
    else next();
  }

  /** The message was given up. */
  function cancel(clientId: string): void {
    for (const { record, abort } of ofMessage(clientId)) {
      abort?.abort();
      localCopies.forget(record.id);
      const { address } = uploadPlaces.get(record.id);
      forget(record.id);
      if (address) void endOnServer(address);
    }
  }

  function retry(clientId: string): void {
    const its = ofMessage(clientId);
    for (const job of its) job.failed = false;
    if (its.length === 0) listener?.failed(clientId, "file_lost");
    next();
  }

  function forget(id: string): void {
    jobs.delete(id);
    kept.delete(id);
    progress.delete(id);
    uploadPlaces.forget(id);
    session.db?.delete("uploads", id).catch(() => undefined);
  }

  return { progress, start, resume, add, setPaused, cancel, retry };
});

/** Should it not be heard, the server forgets it after a day. */
async function endOnServer(address: string): Promise<void> {
  const url = uploadsUrl().replace(/\/uploads$/, "") + address;
  const headers = { "Tus-Resumable": "1.0.0" };
  await fetch(url, { method: "DELETE", headers }).catch(() => undefined);
}
