import { computed, shallowRef, watch, type ComputedRef } from "vue";
import { useWhenOnline } from "../../asking/use_when_online";
import type { Sticker, StickerPack } from "../../protocol/protocol";
import { useStickers } from "./stickers_store";

/** Those in a pack, as it is now, or my own: null. */
export function useStickersOf(pack: () => StickerPack | null): ComputedRef<readonly Sticker[]> {
  const store = useStickers();
  const content = shallowRef<readonly Sticker[]>([]);
  async function read(): Promise<void> {
    const asked = pack();
    const got = asked ? await store.contentOf(asked).catch(() => null) : null;
    // Another one, or a newer revision, may have been asked for meanwhile.
    if (got && asked === pack()) content.value = got.stickers;
  }
  watch(pack, read);
  useWhenOnline(read);
  return computed(() => (pack() ? content.value : store.mine));
}
