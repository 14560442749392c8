import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { NoMicrophone, Recording, type MicrophoneTrouble } from "../../platform/microphone";
import type { Prepared } from "./prepare";
import { waveformOf } from "./waveform";

export const longestMs = 60_000;
/** Shorter is a slip of the finger. */
const shortestMs = 500;
const barsShown = 40;

export interface VoiceRecorderModel {
  recording: Ref<boolean>;
  ms: Ref<number>;
  /** The last levels, for drawing. */
  levels: ShallowRef<readonly number[]>;
  trouble: Ref<MicrophoneTrouble | null>;
  begin(): Promise<void>;
  /** What was said; null when that was too short. */
  end(): Promise<Prepared | null>;
  cancel(): void;
}

/** `full`: it has become as long as may be. */
export function useVoiceRecorder(full: () => void): VoiceRecorderModel {
  const recording = ref(false);
  const ms = ref(0);
  const levels = shallowRef<readonly number[]>([]);
  const trouble = ref<MicrophoneTrouble | null>(null);
  let now: Recording | null = null;
  /** Given up while the browser was still asking the person. */
  let unwanted = false;

  function heard(): void {
    if (!now) return;
    ms.value = now.ms;
    levels.value = now.levels.slice(-barsShown);
    if (now.ms >= longestMs) full();
  }

  async function begin(): Promise<void> {
    if (recording.value) return;
    recording.value = true;
    trouble.value = null;
    unwanted = false;
    ms.value = 0;
    levels.value = [];
    try {
      const begun = await Recording.begin(heard);
      if (unwanted) begun.cancel();
      else now = begun;
    } catch (error) {
      recording.value = false;
      trouble.value = error instanceof NoMicrophone ? error.why : "missing";
    }
  }

  async function end(): Promise<Prepared | null> {
    const ended = now;
    now = null;
    unwanted = true;
    recording.value = false;
    if (!ended) return null;
    if (ended.ms < shortestMs) {
      ended.cancel();
      return null;
    }
    const { blob, ms: duration_ms, levels: heardLevels } = await ended.end();
    const ending = blob.type.includes("mp4") ? "m4a" : blob.type.includes("ogg") ? "ogg" : "webm";
    const attachment = {
      file_id: 0,
      kind: "voice" as const,
      name: `voice.${ending}`,
      size: blob.size,
      type: blob.type.split(";")[0] ?? "audio/webm",
      width: null,
      height: null,
      thumbhash: null,
      preview_id: null,
      duration_ms,
      waveform: waveformOf(heardLevels),
      drawing: null,
    };
    return { attachment, body: blob, preview: null };
  }

  function cancel(): void {
    now?.cancel();
    now = null;
    unwanted = true;
    recording.value = false;
  }

  onScopeDispose(cancel);
  return { recording, ms, levels, trouble, begin, end, cancel };
}
