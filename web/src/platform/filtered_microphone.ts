// A microphone whose noise is taken out on the way. What comes out is a track of its own, with the real one behind it.
import { DeviceError, openMicrophone } from "./media_devices";

interface Source {
  track: MediaStreamTrack;
  close: () => void;
}

const sources = new WeakMap<MediaStreamTrack, Source>();

/** The track of the device itself: the one that is named, and that ends when it is unplugged. */
export function deviceTrackOf(track: MediaStreamTrack): MediaStreamTrack {
  return sources.get(track)?.track ?? track;
}

/** The device is free afterwards. */
export function release(track: MediaStreamTrack): void {
  sources.get(track)?.close();
  sources.delete(track);
  track.stop();
}

/** There is a microphone, but the filter does not run. */
export class FilterError extends Error {}

/**
 * To be given up with `release`. `onBroken`: from now on nothing comes out. Throws DeviceError, or FilterError when the
 * device is fine.
 */
export async function openFilteredMicrophone(
  deviceId: string | undefined,
  onBroken: () => void,
): Promise<MediaStreamTrack> {
  const device = await openMicrophone(deviceId, { filtered: true });
  try {
    const { filterNoise } = await import("./noise_filter");
    const { track, close } = await filterNoise(device, onBroken);
    sources.set(track, {
      track: device,
      close: () => {
        close();
        device.stop();
      },
    });
    return track;
  } catch (error) {
    device.stop();
    if (error instanceof DeviceError) throw error;
    throw new FilterError("the noise filter does not run", { cause: error });
  }
}
