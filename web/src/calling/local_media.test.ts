import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, it, vi } from "vitest";
import * as devices from "../platform/media_devices";
import { createLocalMedia } from "./local_media";

class FakeTrack {
  enabled = true;
  stopped = false;
  contentHint = "";
  onended: (() => void) | null = null;
  stop(): void {
    this.stopped = true;
  }
}
const aTrack = () => new FakeTrack() as unknown as MediaStreamTrack & FakeTrack;

/** What is handed to the other side, and whether it could be heard in that moment. */
let sent: { place: string; enabled: boolean | undefined }[] = [];
const media = () =>
  createLocalMedia((place, track) => {
    sent.push({ place, enabled: track?.enabled });
    return Promise.resolve();
  });

beforeEach(() => {
  sent = [];
  vi.restoreAllMocks();
  setActivePinia(createPinia());
});

it("sends no sound of another microphone while I am muted", async () => {
  vi.spyOn(devices, "openMicrophone").mockImplementation(() => Promise.resolve(aTrack()));
  const local = media();
  await local.startMicrophone();
  local.setMuted(true);
  await local.startMicrophone("another");
  expect(sent).toEqual([
    { place: "voice", enabled: true },
    { place: "voice", enabled: false },
  ]);
});

it("sends no sound of the microphone that takes over from one that was pulled out", async () => {
  vi.spyOn(devices, "openMicrophone").mockImplementation(() => Promise.resolve(aTrack()));
  const local = media();
  await local.startMicrophone();
  local.setMuted(true);
  local.microphone.value?.onended?.(new Event("ended"));
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ place: "voice", enabled: false });
});

it("leaves a camera off that was turned off while it was opening", async () => {
  const track = aTrack();
  let open = (_: MediaStreamTrack): void => undefined;
  vi.spyOn(devices, "openCallCamera").mockImplementation(
    () => new Promise<MediaStreamTrack>((resolve) => (open = resolve)),
  );
  const local = media();
  const opening = local.startCamera();
  await local.stopCamera();
  open(track);
  await opening;
  expect(local.camera.value).toBeNull();
  expect(track.stopped).toBe(true);
});

it("shows me the picture that is held back, and sends it again only when it is let go", async () => {
  const [first, second] = [aTrack(), aTrack()];
  const open = vi.spyOn(devices, "openCallCamera").mockImplementation(() => Promise.resolve(first));
  const told: (MediaStreamTrack | null)[] = [];
  const local = createLocalMedia((place, track) => {
    if (place === "camera") told.push(track);
    return Promise.resolve();
  });
  await local.holdCamera(true);
  expect(local.cameraHeld.value).toBe(false);
  await local.startCamera();
  await local.holdCamera(true);
  expect(local.camera.value).toBe(first);
  expect(local.tracks().camera).toBeNull();
  // Another one is held back as well.
  open.mockImplementation(() => Promise.resolve(second));
  await local.flip();
  await local.holdCamera(false);
  expect(told).toEqual([first, null, null, second]);

  await local.holdCamera(true);
  await local.stopCamera();
  await local.startCamera();
  expect(local.tracks().camera).toBe(second);
});

it("lets go of picture and sound of a screen that is chosen when all is over", async () => {
  const [picture, sound] = [aTrack(), aTrack()];
  let choose = (_: devices.SharedScreen): void => undefined;
  vi.spyOn(devices, "openScreen").mockImplementation(
    () => new Promise<devices.SharedScreen>((resolve) => (choose = resolve)),
  );
  const local = media();
  const opening = local.startScreen("text");
  local.stopAll();
  choose({ picture, sound });
  await opening;
  expect([picture.stopped, sound.stopped]).toEqual([true, true]);
  expect(local.screen.value).toBeNull();
});

it("takes over what another call has open, and nothing is cut short", async () => {
  const [voice, picture] = [aTrack(), aTrack()];
  const open = vi.spyOn(devices, "openMicrophone").mockImplementation(() => Promise.resolve(voice));
  vi.spyOn(devices, "openCallCamera").mockImplementation(() => Promise.resolve(picture));
  const [before, after] = [media(), media()];
  await before.startMicrophone();
  await before.startCamera();
  before.setMuted(true);
  // On another way there may be room for it.
  await before.holdCamera(true);
  await after.adopt(before);
  expect(after.tracks()).toMatchObject({ voice, camera: picture });
  expect(after.muted.value).toBe(true);
  expect(after.cameraHeld.value).toBe(false);
  before.stopAll();
  expect([voice.stopped, picture.stopped]).toEqual([false, false]);
  expect(sent.slice(-4).map(({ place }) => place)).toEqual(["voice", "camera", "screen", "sound"]);

  // Whoever has it cares for it.
  const other = aTrack();
  open.mockImplementation(() => Promise.resolve(other));
  voice.onended?.(new Event("ended"));
  await vi.waitFor(() => expect(after.microphone.value).toBe(other));
  expect(other.enabled).toBe(false);
  expect(before.microphone.value).toBeNull();
});

it("opens nothing any more for a call whose devices were taken over", async () => {
  const late = aTrack();
  let give = (_: MediaStreamTrack): void => undefined;
  vi.spyOn(devices, "openMicrophone").mockImplementation(
    () => new Promise<MediaStreamTrack>((resolve) => (give = resolve)),
  );
  const [before, after] = [media(), media()];
  const opening = before.startMicrophone();
  await after.adopt(before);
  give(late);
  await opening;
  expect(late.stopped).toBe(true);
  expect(before.microphone.value).toBeNull();
});
