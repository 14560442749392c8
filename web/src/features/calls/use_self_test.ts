// Looks at everything a call needs, one after the other, and says of each what is wrong and what to do.
import { computed, onScopeDispose, reactive, ref, watch, type ComputedRef, type Ref } from "vue";
import { addressesOf, engineWay, reachEngine } from "../../calling/engine_reach";
import { createLocalMedia, type MediaView } from "../../calling/local_media";
import { reachesStun } from "../../calling/stun_reach";
import { isRefusal } from "../../connection/refusal";
import { mayUseDevices } from "../../platform/media_devices";
import { watchLevel } from "../../platform/sound_level";
import { useSession } from "../../session/session_store";

export const selfTestParts = [
  "secure",
  "socket",
  "udp",
  "engineUdp",
  "engineTcp",
  "address",
  "microphone",
  "camera",
] as const;
export type SelfTestPart = (typeof selfTestParts)[number];

export interface Finding {
  state: "waiting" | "running" | "good" | "bad";
  /** Which sentence tells it, of those of the part. */
  words: string;
  /** For the blank in it. */
  n?: string | number;
}

const engineParts = ["engineUdp", "engineTcp", "address"] as const;

/** A quiet voice at arm's length; the noise of a room is below. */
const heardFrom = 0.02;
const silenceMs = 8_000;

export function useSelfTest(): {
  findings: Readonly<Record<SelfTestPart, Finding>>;
  media: MediaView;
  level: Ref<number>;
  running: ComputedRef<boolean>;
  run: () => Promise<void>;
} {
  const session = useSession();
  const media = reactive(createLocalMedia(() => Promise.resolve()));
  const level = ref(0);
  const findings = reactive(
    Object.fromEntries(selfTestParts.map((part) => [part, { state: "waiting", words: "" }])),
  ) as Record<SelfTestPart, Finding>;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let stopListening = (): void => undefined;

  function found(
    part: SelfTestPart,
    state: Finding["state"],
    words: string,
    n?: string | number,
  ): void {
    findings[part] = { state, words, ...(n === undefined ? {} : { n }) };
  }

  async function run(): Promise<void> {
    for (const part of selfTestParts) found(part, "running", "running");
    const safe = window.isSecureContext;
    found("secure", safe ? "good" : "bad", safe ? "good" : "bad");
    await Promise.all([askServer(), tryMicrophone(), tryCamera()]);
  }

  async function askServer(): Promise<void> {
    const began = performance.now();
    try {
      const { stun_port, media_port } = await session.request("call.routes", {});
      found("socket", "good", "good", Math.round(performance.now() - began));
      await Promise.all([tryUdp(stun_port), tryEngine(media_port)]);
    } catch {
      found("socket", "bad", "bad");
      for (const part of ["udp", ...engineParts] as const) found(part, "bad", "unasked");
    }
  }

  /** Calls of groups go over the engine, and those of two that find no direct way. */
  async function tryEngine(port: number): Promise<void> {
    const all = (words: string): void => engineParts.forEach((part) => found(part, "bad", words));
    try {
      const way = engineWay((await session.request("media.probe", {})).parameters);
      const roads = { engineUdp: "udp", engineTcp: "tcp" } as const;
      const [udp, tcp] = await Promise.all(
        (["engineUdp", "engineTcp"] as const).map(async (part) => {
          const at = await reachEngine(way, roads[part]).catch(() => null);
          found(part, at === null ? "bad" : "good", at === null ? "bad" : "good", port || "");
          return at;
        }),
      );
      const reached = udp ?? tcp ?? null;
      if (reached === null) found("address", "bad", "bad", addressesOf(way).join(" · "));
      else found("address", "good", "good", reached);
    } catch (error) {
      if (isRefusal(error, "media_off")) all("off");
      else if (isRefusal(error, "busy")) all("busy");
      else all("unasked");
    }
  }

  async function tryUdp(port: number): Promise<void> {
    if (port === 0) return found("udp", "bad", "off");
    const answered = await reachesStun(port).catch(() => false);
    found("udp", answered ? "good" : "bad", answered ? "good" : "bad", port);
  }

  async function tryMicrophone(): Promise<void> {
    if (!mayUseDevices()) return found("microphone", "bad", "insecure");
    await media.startMicrophone(media.microphoneId());
    const { microphone } = media.trouble;
    if (microphone) return found("microphone", "bad", microphone);
    listen();
  }

  function listen(): void {
    found("microphone", "running", "speak");
    clearTimeout(silence);
    silence = setTimeout(() => {
      if (findings.microphone.state === "running") found("microphone", "bad", "silent");
    }, silenceMs);
  }

  function heard(now: number): void {
    level.value = now;
    if (now >= heardFrom) found("microphone", "good", "good");
  }

  async function tryCamera(): Promise<void> {
    if (!mayUseDevices()) return found("camera", "bad", "insecure");
    const before = media.camera?.getSettings().deviceId;
    await media.startCamera(before ? { deviceId: before } : {});
    cameraChanged();
  }

  function cameraChanged(): void {
    const { camera } = media.trouble;
    if (camera) return found("camera", "bad", camera);
    const { width, height } = media.camera?.getSettings() ?? {};
    if (width) found("camera", "good", "good", `${width}×${height}`);
  }

  // Another microphone was chosen, or there is none any more.
  watch(
    () => media.microphone,
    (track) => {
      stopListening();
      level.value = 0;
      stopListening = track ? watchLevel(track, heard) : () => undefined;
      if (track) listen();
    },
  );
  watch(() => media.camera, cameraChanged);
  onScopeDispose(() => {
    clearTimeout(silence);
    stopListening();
    media.stopAll();
  });

  return {
    findings,
    media,
    level,
    running: computed(() => selfTestParts.some((part) => findings[part].words === "running")),
    run,
  };
}
