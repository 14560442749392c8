import { onScopeDispose, ref, shallowRef, watch, type Ref } from "vue";
import type { Attachment } from "../../protocol/protocol";
import { fileUrl } from "./file_address";
import { useGoneFiles } from "./gone_files";

export interface BytesModel {
  /** null = not here yet. */
  bytes: Ref<Uint8Array | null>;
  trouble: Ref<"gone" | "notOpened" | null>;
}

/** All bytes of a file, fetched when another one is asked for; of those that fit into memory well. */
export function useBytes(wanted: () => Attachment | null): BytesModel {
  const gone = useGoneFiles();
  const bytes = shallowRef<Uint8Array | null>(null);
  const trouble = ref<"gone" | "notOpened" | null>(null);
  let current = new AbortController();

  async function load(file: Attachment, signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(fileUrl(file.file_id, file.name), { signal });
      if (!answer.ok) throw new Error("it is not given");
      const all = new Uint8Array(await answer.arrayBuffer());
      if (!signal.aborted) bytes.value = all;
    } catch {
      const isGone = !signal.aborted && (await gone.look(file));
      if (!signal.aborted) trouble.value = isGone ? "gone" : "notOpened";
    }
  }

  watch(wanted, (file) => {
    current.abort();
    current = new AbortController();
    bytes.value = null;
    trouble.value = null;
    if (file) void load(file, current.signal);
  });
  onScopeDispose(() => current.abort());
  return { bytes, trouble };
}
