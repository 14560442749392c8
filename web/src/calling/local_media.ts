// My microphone, camera and screen in a call, and what is wrong with them.
import { reactive, ref, shallowRef, type Ref, type ShallowRef, type UnwrapNestedRefs } from "vue";
import {
  deviceTrackOf,
  FilterError,
  openFilteredMicrophone,
  release,
} from "../platform/filtered_microphone";
import {
  DeviceError,
  openCallCamera,
  openMicrophone,
  openScreen,
  type CameraWish,
  type DeviceTrouble,
} from "../platform/media_devices";
import { usePreferences } from "../platform/preferences_store";

/** What a window can send. */
export const places = ["voice", "camera", "screen", "sound"] as const;
export type Place = (typeof places)[number];

export type ScreenKind = "text" | "motion";
type Trouble = DeviceTrouble | null;

interface Troubles {
  microphone: Trouble;
  camera: Trouble;
  /** The noise filter was asked for and does not run: the microphone is sent as it is. */
  filter: "failed" | null;
}

export interface LocalMedia {
  microphone: ShallowRef<MediaStreamTrack | null>;
  camera: ShallowRef<MediaStreamTrack | null>;
  screen: ShallowRef<MediaStreamTrack | null>;
  screenKind: Ref<ScreenKind>;
  muted: Ref<boolean>;
  facing: Ref<"user" | "environment">;
  /** The camera is on and I see myself; the others do not: there is room for sound only. */
  cameraHeld: Ref<boolean>;
  trouble: Troubles;
  /** With or without the noise filter, as the person likes it now. */
  startMicrophone(deviceId?: string): Promise<void>;
  /** Which microphone it is; undefined = none. */
  microphoneId(): string | undefined;
  startCamera(wish?: CameraWish): Promise<void>;
  stopCamera(): Promise<void>;
  flip(): Promise<void>;
  /** Until it is told otherwise, or the camera is turned off. */
  holdCamera(held: boolean): Promise<void>;
  setMuted(value: boolean): void;
  startScreen(kind: ScreenKind): Promise<void>;
  stopScreen(): Promise<void>;
  stopAll(): void;
  /**
   * Takes over what another one has open, as it is: nobody is asked again, and nothing is cut short. The other one has
   * nothing open afterwards.
   */
  adopt(other: LocalMedia): Promise<void>;
  /** Gives all up without closing any of it. */
  yieldAll(): Record<Place, MediaStreamTrack | null>;
  /** What is sent, each in its place. */
  tracks(): Record<Place, MediaStreamTrack | null>;
}

/** As a store or `reactive` hands it out. */
export type MediaView = UnwrapNestedRefs<LocalMedia>;

/** What is done when the noise filter on a track breaks, by whoever has it. */
const onFilterBroken = new WeakMap<MediaStreamTrack, () => void>();

/** `changed` is told what is sent from a place from then on, whenever something comes into it or leaves it. */
export function createLocalMedia(
  changed: (place: Place, track: MediaStreamTrack | null) => Promise<void>,
): LocalMedia {
  const microphone = shallowRef<MediaStreamTrack | null>(null);
  const camera = shallowRef<MediaStreamTrack | null>(null);
  const screen = shallowRef<MediaStreamTrack | null>(null);
  const sound = shallowRef<MediaStreamTrack | null>(null);
  const screenKind = ref<ScreenKind>("text");
  const muted = ref(false);
  const facing = ref<"user" | "environment">("user");
  const cameraHeld = ref(false);
  const trouble = reactive<Troubles>({ microphone: null, camera: null, filter: null });
  const slots = { voice: microphone, camera, screen, sound };
  /** Go up with every wish for a place, and when everything is stopped: what is being opened then comes too late. */
  const wishes: Record<Place, number> = { voice: 0, camera: 0, screen: 0, sound: 0 };

  async function put(place: Place, track: MediaStreamTrack | null): Promise<void> {
    const before = slots[place].value;
    slots[place].value = track;
    if (place === "camera" && !track) cameraHeld.value = false;
    await changed(place, tracks()[place]);
    if (before && before !== track) release(before);
  }

  async function open(
    place: "voice" | "camera",
    ask: () => Promise<MediaStreamTrack>,
  ): Promise<void> {
    const device = place === "voice" ? "microphone" : "camera";
    const mine = ++wishes[place];
    try {
      const track = await ask();
      if (mine !== wishes[place]) return release(track);
      trouble[device] = null;
      // Before anybody can hear it.
      if (place === "voice") track.enabled = !muted.value;
      watchOver(place, track, ask);
      await put(place, track);
    } catch (error) {
      if (mine !== wishes[place]) return;
      trouble[device] = error instanceof DeviceError ? error.trouble : "failed";
      await put(place, null);
    }
  }

  function watchOver(
    place: "voice" | "camera",
    track: MediaStreamTrack,
    ask: () => Promise<MediaStreamTrack>,
  ): void {
    // Unplugged: the browser may have another one.
    deviceTrackOf(track).onended = () => void open(place, ask);
    if (place === "camera") return;
    onFilterBroken.set(track, () => {
      if (microphone.value === track) void filterBroke(deviceIdOf(track));
    });
  }

  async function startMicrophone(deviceId?: string): Promise<void> {
    await open("voice", () => openVoice(deviceId));
  }

  async function openVoice(deviceId: string | undefined): Promise<MediaStreamTrack> {
    trouble.filter = null;
    if (!usePreferences().noiseFilter) return openMicrophone(deviceId);
    try {
      const track = await openFilteredMicrophone(deviceId, () => onFilterBroken.get(track)?.());
      return track;
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      trouble.filter = "failed";
      return openMicrophone(deviceId);
    }
  }

  /** To be heard with noise is better than not at all. */
  async function filterBroke(deviceId: string | undefined): Promise<void> {
    trouble.filter = "failed";
    await open("voice", () => openMicrophone(deviceId));
  }

  async function startCamera(wish: CameraWish = {}): Promise<void> {
    // Some phones have one camera at a time.
    camera.value?.stop();
    await open("camera", () => openCallCamera(wish));
    if (camera.value) camera.value.contentHint = "motion";
  }

  async function startScreen(kind: ScreenKind): Promise<void> {
    const mine = ++wishes.screen;
    const shared = await openScreen();
    if (!shared) return;
    if (mine !== wishes.screen) {
      shared.picture.stop();
      shared.sound?.stop();
      return;
    }
    screenKind.value = kind;
    shared.picture.contentHint = kind === "text" ? "detail" : "motion";
    // The browser has a button of its own to stop it.
    shared.picture.onended = () => void stopScreen();
    await put("screen", shared.picture);
    await put("sound", shared.sound);
  }

  async function stopCamera(): Promise<void> {
    wishes.camera += 1;
    await put("camera", null);
  }

  async function stopScreen(): Promise<void> {
    wishes.screen += 1;
    await put("screen", null);
    await put("sound", null);
  }

  function setMuted(value: boolean): void {
    muted.value = value;
    if (microphone.value) microphone.value.enabled = !value;
  }

  async function holdCamera(held: boolean): Promise<void> {
    if (held === cameraHeld.value || !camera.value) return;
    cameraHeld.value = held;
    await changed("camera", tracks().camera);
  }

  function yieldAll(): Record<Place, MediaStreamTrack | null> {
    for (const place of places) wishes[place] += 1;
    cameraHeld.value = false;
    const given = tracks();
    for (const slot of Object.values(slots)) slot.value = null;
    return given;
  }

  async function adopt(other: LocalMedia): Promise<void> {
    muted.value = other.muted.value;
    facing.value = other.facing.value;
    screenKind.value = other.screenKind.value;
    Object.assign(trouble, other.trouble);
    const given = other.yieldAll();
    for (const place of places) {
      wishes[place] += 1;
      slots[place].value = given[place];
    }
    if (given.voice) watchOver("voice", given.voice, () => openVoice(undefined));
    if (given.camera) {
      watchOver("camera", given.camera, () => openCallCamera({ facing: facing.value }));
    }
    if (given.screen) given.screen.onended = () => void stopScreen();
    await Promise.all(places.map((place) => changed(place, given[place])));
  }

  function tracks(): Record<Place, MediaStreamTrack | null> {
    return {
      voice: microphone.value,
      camera: cameraHeld.value ? null : camera.value,
      screen: screen.value,
      sound: sound.value,
    };
  }

  function stopAll(): void {
    for (const place of places) wishes[place] += 1;
    for (const slot of Object.values(slots)) {
      if (slot.value) release(slot.value);
      slot.value = null;
    }
    muted.value = false;
    facing.value = "user";
    cameraHeld.value = false;
    trouble.microphone = null;
    trouble.camera = null;
    trouble.filter = null;
  }

  return {
    microphone,
    camera,
    screen,
    screenKind,
    muted,
    facing,
    cameraHeld,
    trouble,
    startMicrophone,
    microphoneId: () => (microphone.value ? deviceIdOf(microphone.value) : undefined),
    startCamera,
    stopCamera,
    async flip() {
      facing.value = facing.value === "user" ? "environment" : "user";
      await startCamera({ facing: facing.value });
    },
    holdCamera,
    setMuted,
    startScreen,
    stopScreen,
    stopAll,
    adopt,
    yieldAll,
    tracks,
  };
}

const deviceIdOf = (track: MediaStreamTrack): string | undefined =>
  deviceTrackOf(track).getSettings().deviceId;
