import { onMounted, onScopeDispose, ref, type Ref } from "vue";
import { filesOf, hasFiles } from "./dropped_files";

/** Files dragged over a room, or pasted into it. `over` while something hangs above it. */
export function useDropping(
  room: () => HTMLElement | null,
  given: (files: File[]) => void,
): { over: Ref<boolean> } {
  const over = ref(false);
  const abort = new AbortController();

  async function take(data: DataTransfer): Promise<void> {
    const files = await filesOf(data);
    if (files.length > 0) given(files);
  }

  function dragged(event: DragEvent): void {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    over.value = true;
  }

  function left(event: DragEvent): void {
    const to = event.relatedTarget as Node | null;
    if (!to || !room()?.contains(to)) over.value = false;
  }

  function dropped(event: DragEvent): void {
    over.value = false;
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    void take(event.dataTransfer);
  }

  function pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    // Words that were copied together with their picture are words.
    if (!data || !hasFiles(data) || data.types.includes("text/plain")) return;
    event.preventDefault();
    void take(data);
  }

  onMounted(() => {
    const element = room();
    const options = { signal: abort.signal };
    element?.addEventListener("dragenter", dragged, options);
    element?.addEventListener("dragover", dragged, options);
    element?.addEventListener("dragleave", left, options);
    element?.addEventListener("drop", dropped, options);
    element?.addEventListener("paste", pasted, options);
  });
  onScopeDispose(() => abort.abort());
  return { over };
}
