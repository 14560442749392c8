// @vitest-environment happy-dom
import { mount } from "@vue/test-utils";
import { createPinia, setActivePinia } from "pinia";
import { expect, it } from "vitest";
import { i18n } from "../../locales/i18n";
import type { Attachment } from "../../protocol/protocol";
import { useStickerViewer } from "./sticker_viewer_store";
import StickerTile from "./StickerTile.vue";

const attachment: Attachment = {
  file_id: 7,
  kind: "sticker",
  name: "困了.gif",
  size: 10,
  type: "image/gif",
  width: 16,
  height: 16,
  thumbhash: null,
  preview_id: null,
  duration_ms: null,
  waveform: null,
  drawing: null,
};

it("a sticker in a message is looked at when it is pressed", async () => {
  const pinia = createPinia();
  setActivePinia(pinia);
  const tile = mount(StickerTile, {
    props: { attachment, url: "/files/7/a.gif" },
    global: { plugins: [pinia, i18n] },
  });
  await tile.get("button").trigger("click");
  expect(useStickerViewer().shown?.file_id).toBe(7);
});
