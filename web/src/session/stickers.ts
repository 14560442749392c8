// What events do to my own stickers. Pure.
import type { DurableEvents, Sticker } from "../protocol/protocol";
import { OutOfStep } from "./out_of_step";

type Name = "sticker.added" | "stickers.removed" | "sticker.placed" | "sticker.changed";
type StickerEvent = { [K in Name]: { event: K; data: DurableEvents[K] } }[Name];

export function stickersAfter(before: readonly Sticker[], event: StickerEvent): readonly Sticker[] {
  switch (event.event) {
    case "sticker.added":
      return [event.data.sticker, ...before];
    case "stickers.removed": {
      const gone = new Set(event.data.sticker_ids);
      return before.filter((one) => !gone.has(one.sticker_id));
    }
    case "sticker.placed": {
      const { sticker_id, place } = event.data;
      const moved = before.find((one) => one.sticker_id === sticker_id);
      if (!moved) throw new OutOfStep(`no sticker ${sticker_id}`);
      const others = before.filter((one) => one !== moved);
      return [...others.slice(0, place), moved, ...others.slice(place)];
    }
    case "sticker.changed": {
      const { sticker } = event.data;
      return before.map((one) => (one.sticker_id === sticker.sticker_id ? sticker : one));
    }
  }
}
