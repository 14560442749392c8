import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, it, vi } from "vitest";
import * as filter from "../platform/filtered_microphone";
import * as devices from "../platform/media_devices";
import { usePreferences } from "../platform/preferences_store";
import { createLocalMedia } from "./local_media";

function aTrack(id: string): MediaStreamTrack {
  return {
    enabled: true,
    id,
    stop: vi.fn(),
    getSettings: () => ({ deviceId: id }),
  } as unknown as MediaStreamTrack;
}

let broken = (): void => undefined;
beforeEach(() => {
  vi.restoreAllMocks();
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
  setActivePinia(createPinia());
  vi.spyOn(devices, "openMicrophone").mockImplementation(() => Promise.resolve(aTrack("plain")));
  vi.spyOn(filter, "openFilteredMicrophone").mockImplementation((_, onBroken) => {
    broken = onBroken;
    return Promise.resolve(aTrack("filtered"));
  });
});
const media = () => createLocalMedia(() => Promise.resolve());

it("is the plain microphone for who did not ask for the filter", async () => {
  const local = media();
  await local.startMicrophone();
  expect(local.microphone.value?.id).toBe("plain");
});

it("is the filtered one for who did", async () => {
  usePreferences().noiseFilter = true;
  const local = media();
  await local.startMicrophone();
  expect(local.microphone.value?.id).toBe("filtered");
  expect(local.trouble.filter).toBeNull();
});

it("is the plain one where the filter does not run, and says so", async () => {
  usePreferences().noiseFilter = true;
  vi.mocked(filter.openFilteredMicrophone).mockRejectedValue(new filter.FilterError());
  const local = media();
  await local.startMicrophone();
  expect(local.microphone.value?.id).toBe("plain");
  expect(local.trouble).toMatchObject({ filter: "failed", microphone: null });
});

it("says what is wrong with the device rather than with the filter", async () => {
  usePreferences().noiseFilter = true;
  vi.mocked(filter.openFilteredMicrophone).mockRejectedValue(new devices.DeviceError("busy"));
  const local = media();
  await local.startMicrophone();
  expect(local.microphone.value).toBeNull();
  expect(local.trouble).toMatchObject({ filter: null, microphone: "busy" });
});

it("changes to the plain one when the filter breaks in the middle, muted as it was", async () => {
  usePreferences().noiseFilter = true;
  const local = media();
  await local.startMicrophone();
  const before = local.microphone.value;
  local.setMuted(true);
  broken();
  await vi.waitFor(() => expect(local.microphone.value?.id).toBe("plain"));
  expect(local.microphone.value?.enabled).toBe(false);
  expect(local.trouble.filter).toBe("failed");
  await vi.waitFor(() => expect(before?.stop).toHaveBeenCalled());
});

it("opens no microphone when a filter breaks that was given up", async () => {
  usePreferences().noiseFilter = true;
  const local = media();
  await local.startMicrophone();
  local.stopAll();
  broken();
  await Promise.resolve();
  expect(devices.openMicrophone).not.toHaveBeenCalled();
});
