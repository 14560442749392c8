// @vitest-environment happy-dom
import { type DOMWrapper, flushPromises, mount } from "@vue/test-utils";
import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, it, vi } from "vitest";
import { createI18n } from "vue-i18n";
import CallDevices from "./CallDevices.vue";
import type { MediaView } from "./local_media";

/** Every word is its key. */
const i18n = createI18n({
  legacy: false,
  locale: "en",
  missing: (_, key) => key,
  missingWarn: false,
});

beforeEach(() => {
  setActivePinia(createPinia());
  const found = [
    { kind: "audioinput", deviceId: "m1", label: "Desk" },
    { kind: "videoinput", deviceId: "c1", label: "Front" },
    { kind: "videoinput", deviceId: "c2", label: "Back" },
  ];
  vi.stubGlobal("navigator", {
    language: "en",
    mediaDevices: {
      getUserMedia: () => undefined,
      enumerateDevices: () => Promise.resolve(found),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  });
  return () => vi.unstubAllGlobals();
});

const trackOf = (deviceId: string): MediaStreamTrack =>
  ({ getSettings: () => ({ deviceId }) }) as MediaStreamTrack;

async function shown(camera: MediaStreamTrack | null) {
  const startCamera = vi.fn(() => Promise.resolve());
  const media = {
    microphone: trackOf("m1"),
    microphoneId: () => "m1",
    camera,
    startCamera,
  } as unknown as MediaView;
  const wrapper = mount(CallDevices, { props: { media }, global: { plugins: [i18n] } });
  await flushPromises();
  const options = wrapper.findAll("select").map((one) => one.findAll("option"));
  const words = options.map((all) => all.map((one) => one.text()));
  return { camera: wrapper.get("label:nth-of-type(2) select"), words, startCamera };
}

const chosen = (select: Pick<DOMWrapper<Element>, "element">): string =>
  (select.element as HTMLSelectElement).value;

it("says that the camera is off, and turns on the one that is chosen", async () => {
  const { camera, words, startCamera } = await shown(null);
  expect(words.slice(0, 2)).toEqual([["Desk"], ["calls.notOn", "Front", "Back"]]);
  expect(chosen(camera)).toBe("");
  await camera.setValue("c2");
  expect(startCamera).toHaveBeenCalledWith({ deviceId: "c2" });
});

it("shows which camera is on", async () => {
  const { camera, words } = await shown(trackOf("c2"));
  expect(words[1]).toEqual(["Front", "Back"]);
  expect(chosen(camera)).toBe("c2");
});
