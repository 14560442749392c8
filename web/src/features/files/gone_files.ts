import { defineStore } from "pinia";
import { reactive } from "vue";
import type { Attachment } from "../../protocol/protocol";
import { fileUrl } from "./file_address";

const gone = 410;

/** Files that the administrator removed, as far as this page came upon it. */
export const useGoneFiles = defineStore("gone-files", () => {
  const known = reactive(new Set<number>());

  /** Asks the server; without an answer a file is taken to be there. */
  async function look({ file_id, name }: Attachment): Promise<boolean> {
    if (known.has(file_id)) return true;
    if (file_id === 0) return false;
    const answer = await fetch(fileUrl(file_id, name), { method: "HEAD" }).catch(() => null);
    if (answer?.status !== gone) return false;
    known.add(file_id);
    return true;
  }

  return { has: (fileId: number): boolean => known.has(fileId), look };
});
