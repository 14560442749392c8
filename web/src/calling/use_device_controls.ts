import { computed, ref, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { mayShareScreen } from "../platform/media_devices";
import { useToasts } from "../ui/toasts_store";
import type { Control } from "./control";
import type { MediaView, ScreenKind } from "./local_media";

type Panel = "devices" | "share";

/** Only where one is in front and one behind. */
const hasTwoCameras = (): boolean => window.matchMedia("(pointer: coarse)").matches;

/** The buttons for microphone, camera, screen and devices, and the panels that two of them open. */
export function useDeviceControls(options: {
  media: () => MediaView;
  mayShare: () => boolean;
  setMuted: (muted: boolean) => void;
}): {
  controls: ComputedRef<Control[]>;
  open: Ref<Panel | null>;
  close: () => void;
  share: (kind: ScreenKind) => Promise<void>;
} {
  const { t } = useI18n();
  const toasts = useToasts();
  const open = ref<Panel | null>(null);
  let opener: HTMLElement | null = null;

  /** What had the focus goes with the panel; the button that opened it takes over. */
  function close(): void {
    open.value = null;
    opener?.focus();
  }
  function toggle(panel: Panel): void {
    const at = document.activeElement;
    opener = at instanceof HTMLElement ? at : null;
    open.value = open.value === panel ? null : panel;
  }
  async function share(kind: ScreenKind): Promise<void> {
    close();
    await options
      .media()
      .startScreen(kind)
      .catch(() => toasts.show(t("calls.screenFailed")));
  }

  const controls = computed<Control[]>(() => {
    const media = options.media();
    const cameraIsOn = media.camera !== null;
    const shares = media.screen !== null;
    const shown: Control[] = [
      {
        id: "microphone",
        icon: media.muted ? "microphoneOff" : "microphone",
        label: t(media.muted ? "calls.unmute" : "calls.mute"),
        off: media.muted,
        key: "m",
        run: () => options.setMuted(!media.muted),
      },
      {
        id: "camera",
        icon: cameraIsOn ? "film" : "filmOff",
        label: t(cameraIsOn ? "calls.cameraOff" : "calls.cameraOn"),
        off: !cameraIsOn,
        key: "v",
        run: () => void (cameraIsOn ? media.stopCamera() : media.startCamera()),
      },
    ];
    if (hasTwoCameras() && cameraIsOn) {
      shown.push({
        id: "flip",
        icon: "flip",
        label: t("calls.flip"),
        run: () => void media.flip(),
      });
    }
    if (mayShareScreen() && options.mayShare()) {
      shown.push({
        id: "screen",
        icon: shares ? "screenOff" : "screen",
        label: t(shares ? "calls.stopSharing" : "calls.share"),
        off: shares,
        run: () => (shares ? void media.stopScreen() : toggle("share")),
      });
    }
    shown.push({
      id: "devices",
      icon: "settings",
      label: t("calls.devices"),
      expanded: open.value === "devices",
      run: () => toggle("devices"),
    });
    return shown;
  });

  return { controls, open, close, share };
}
