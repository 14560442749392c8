import { computed, watchEffect, type ComputedRef } from "vue";
import type { Attachment } from "../../protocol/protocol";
import { closeUpUrl, isDrawable } from "./drawable";
import { fileUrl } from "./file_address";
import { fileKey, localCopies, uploadKey } from "./local_copies";

export interface SourceModel {
  /** The whole file; empty where it is neither here nor on the server yet. */
  url: ComputedRef<string>;
  /** A small picture of it, or the file itself where there is none. */
  previewUrl: ComputedRef<string>;
}

/** Where an attachment is drawn from: from here while this tab holds it, else from the server. */
export function useSource(
  props: Readonly<{ attachment: Attachment; clientId: string | null; index: number }>,
): SourceModel {
  const local = computed(() => {
    const { attachment, clientId, index } = props;
    if (!isDrawable(attachment.type)) return undefined;
    if (attachment.file_id > 0) return localCopies.find(fileKey(attachment.file_id));
    return clientId ? localCopies.find(uploadKey(clientId, index)) : undefined;
  });
  watchEffect((onCleanup) => {
    if (local.value) onCleanup(localCopies.use(local.value));
  });
  const url = computed(() => local.value?.url ?? closeUpUrl(props.attachment));
  const previewUrl = computed(() => {
    const { preview_id, name } = props.attachment;
    const remote = preview_id ? fileUrl(preview_id, `${name}.webp`) : url.value;
    return local.value ? (local.value.previewUrl ?? local.value.url) : remote;
  });
  return { url, previewUrl };
}
