import { defineStore } from "pinia";
import { ref } from "vue";

export interface Toast {
  id: number;
  text: string;
  action: { label: string; run: () => void } | null;
}

const shownMs = 5_000;
const most = 3;

/** Short words at the foot that go away by themselves. */
export const useToasts = defineStore("toasts", () => {
  const toasts = ref<Toast[]>([]);
  let lastId = 0;

  function show(text: string, action: Toast["action"] = null): void {
    const id = ++lastId;
    const others = toasts.value.filter((toast) => toast.text !== text);
    toasts.value = [...others, { id, text, action }].slice(-most);
    setTimeout(() => close(id), shownMs);
  }

  function close(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  return { toasts, show, close };
});
