import { ref } from "vue";
import { useSession } from "../../session/session_store";
import type { DrawerId } from "./contact_rows";

const prefix = "ling.folded_friend_groups.";

export interface OpenDrawers {
  isOpen: (id: DrawerId) => boolean;
  toggle: (id: DrawerId) => void;
}

/** Which friend groups are unfolded in the contacts: all, but those folded here before. Stays on this device. */
export function useOpenDrawers(): OpenDrawers {
  const key = `${prefix}${useSession().myId}`;
  const folded = ref(new Set(read(key)));

  function toggle(id: DrawerId): void {
    const now = new Set(folded.value);
    if (!now.delete(id)) now.add(id);
    folded.value = now;
    localStorage.setItem(key, JSON.stringify([...now]));
  }

  return { isOpen: (id) => !folded.value.has(id), toggle };
}

function read(key: string): DrawerId[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    const isId = (one: unknown): one is DrawerId => typeof one === "number" || one === "starred";
    return Array.isArray(found) ? found.filter(isId) : [];
  } catch {
    return [];
  }
}
