import { onMounted, onScopeDispose, ref, type Ref } from "vue";

const carries = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** Pictures dropped on something, or pasted into it, are its own: the room around does not get them. */
export function usePictureDrop(
  element: Ref<HTMLElement | null>,
  given: (files: File[]) => void,
): { over: Ref<boolean> } {
  const over = ref(false);
  const abort = new AbortController();

  function take(event: Event, data: DataTransfer | null): void {
    if (!data || !carries(data)) return;
    event.preventDefault();
    event.stopPropagation();
    over.value = false;
    const files = [...data.files];
    if (files.length > 0) given(files);
  }

  function dragged(event: DragEvent): void {
    if (!carries(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    over.value = true;
  }

  function left(event: DragEvent): void {
    const to = event.relatedTarget as Node | null;
    if (!to || !element.value?.contains(to)) over.value = false;
  }

  onMounted(() => {
    const options = { signal: abort.signal };
    const place = element.value;
    place?.addEventListener("dragenter", dragged, options);
    place?.addEventListener("dragover", dragged, options);
    place?.addEventListener("dragleave", left, options);
    place?.addEventListener("drop", (event) => take(event, event.dataTransfer), options);
    place?.addEventListener("paste", (event) => take(event, event.clipboardData), options);
  });
  onScopeDispose(() => abort.abort());
  return { over };
}
