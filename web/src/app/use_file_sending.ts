// Between the outbox, where messages wait for their files, and the uploads, which bring them.
import { onScopeDispose, watch } from "vue";
import { useOutbox } from "../features/chat/outbox_store";
import { useUploads } from "../features/files/upload_store";
import { useSession } from "../session/session_store";

export function useFileSending(): void {
  const session = useSession();
  const outbox = useOutbox();
  const uploads = useUploads();

  uploads.start({
    done: (clientId, index, file_id, preview_id) =>
      outbox.attach(clientId, index, { file_id, preview_id }),
    failed: (clientId, why) => void outbox.fail(clientId, why),
  });
  outbox.removed.add(uploads.cancel);
  outbox.retried.add(retry);

  function retry(clientId: string): void {
    const entry = outbox.entries.find((one) => one.client_id === clientId);
    if (entry?.attachments?.some((one) => one.file_id === 0)) uploads.retry(clientId);
  }

  async function resume(): Promise<void> {
    await outbox.reload();
    const waiting = outbox.entries.filter((entry) =>
      entry.attachments?.some((one) => one.file_id === 0),
    );
    await uploads.resume(new Set(waiting.map((entry) => entry.client_id)));
  }
  watch(
    () => session.db,
    (db) => {
      if (db) void resume();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    outbox.removed.delete(uploads.cancel);
    outbox.retried.delete(retry);
  });
}
