// @vitest-environment happy-dom
import { flushPromises } from "@vue/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import type { Sticker, StickerPack } from "../../protocol/protocol";
import { signIn, snapshotOf, type SignedIn } from "../../testing/signed_in";
import { useStickersOf } from "./use_stickers_of";

const userId = 4_712;
let world: SignedIn;
afterEach(() => world.end());

const sticker: Sticker = {
  sticker_id: 1,
  file_id: 7,
  word: "困了",
  width: 16,
  height: 16,
  animated: true,
};
const pack: StickerPack = { pack_id: 3, name: "春游", cover: sticker, count: 1, revision: 1 };

it("reads a pack that was opened while there was no connection as soon as there is one", async () => {
  world = await signIn({ userId, snapshot: snapshotOf(userId) });
  world.answers["sticker_pack.read"] = () => ({ pack, stickers: [sticker] });
  world.socket().breakOff(1006);
  const shown = world.scope.run(() => useStickersOf(() => pack));
  await flushPromises();
  expect(shown?.value).toEqual([]);

  world.session.probe();
  world.socket().hello({ user_id: userId });
  await vi.waitFor(() => expect(shown?.value).toEqual([sticker]));
});
