// My stickers, my packs, the packs of groups, and what I used last on this device.
import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import type { StickerPack, StickerPackContent } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { isDrawing } from "./built_in";
import type { ShownSticker } from "./shown_sticker";

const mostRecent = 24;

/** Enough of it to draw and send it again. */
export type Recent = Pick<ShownSticker, "key" | "word" | "animated" | "file" | "drawing">;
/** Contents of packs that are kept; each is small. */
const mostContents = 60;

export const useStickers = defineStore("stickers", () => {
  const session = useSession();
  const mine = computed(() => session.state?.stickers ?? []);
  const packs = computed(() => session.state?.stickerPacks ?? []);
  /** By conversation, as far as somebody has looked. */
  const groupPacks = shallowRef<Readonly<Record<number, readonly StickerPack[]>>>({});
  const contents = new Map<string, Promise<StickerPackContent>>();
  const kept = shallowRef<readonly Recent[]>([]);
  let keptOf = 0;

  const storageKey = (): string => `ling.stickers.${session.myId}`;

  function recent(): readonly Recent[] {
    if (keptOf !== session.myId) {
      keptOf = session.myId;
      kept.value = read(localStorage.getItem(storageKey()));
    }
    return kept.value;
  }

  function used({ key, word, animated, file, drawing }: ShownSticker): void {
    const newest = { key, word, animated, file, drawing };
    keep([newest, ...recent().filter((one) => one.key !== key)].slice(0, mostRecent));
  }

  /** It can no longer be drawn. */
  function forget(key: string): void {
    keep(recent().filter((one) => one.key !== key));
  }

  function keep(next: readonly Recent[]): void {
    kept.value = next;
    localStorage.setItem(storageKey(), JSON.stringify(next));
  }

  async function loadGroup(conversationId: number): Promise<readonly StickerPack[]> {
    const answer = await session.request("sticker_pack.list", { conversation_id: conversationId });
    groupPacks.value = { ...groupPacks.value, [conversationId]: answer.packs };
    return answer.packs;
  }

  /** What is in a pack, asked for once for each revision of it. */
  function contentOf(pack: StickerPack): Promise<StickerPackContent> {
    const key = `${pack.pack_id}:${pack.revision}`;
    const had = contents.get(key);
    if (had) return had;
    const asked = session.request("sticker_pack.read", { pack_id: pack.pack_id });
    contents.set(key, asked);
    asked.catch(() => contents.delete(key));
    for (const oldest of contents.keys()) {
      if (contents.size <= mostContents) break;
      contents.delete(oldest);
    }
    return asked;
  }

  session.onEvents((events) => {
    for (const event of events) {
      if (event.event !== "group.sticker_packs_changed") continue;
      const { conversation_id } = event.data;
      if (groupPacks.value[conversation_id]) loadGroup(conversation_id).catch(() => undefined);
    }
  });
  session.onReset(() => {
    groupPacks.value = {};
    contents.clear();
  });

  return { mine, packs, groupPacks, recent, used, forget, loadGroup, contentOf };
});

/** Written by another version, or by hand, it may be anything. */
function read(text: string | null): Recent[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isRecent) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  const { key, word, file, drawing } = value as Partial<Recent>;
  if (typeof key !== "string" || typeof word !== "string") return false;
  return file ? Number.isInteger(file.fileId) && drawing === null : isDrawing(drawing);
}
