import { computed, ref, type ComputedRef, type Ref } from "vue";

const step = 1.25;
const least = 0.25;
const most = 4;

/** How large a shared screen is drawn in its box: 1 = dot for dot; without a size it fits. */
export function useScreenZoom(box: Ref<HTMLElement | null>): {
  zoom: Ref<number>;
  size: ComputedRef<Record<string, string> | null>;
  fit: () => void;
  actual: () => void;
  closer: () => void;
  further: () => void;
  wheel: (event: WheelEvent) => void;
} {
  const zoom = ref(1);
  const fits = ref(true);
  const natural = ref({ width: 0, height: 0 });

  /** As it is drawn right now, to go on from there. */
  function measure(): void {
    const video = box.value?.querySelector("video");
    if (!video || !box.value || video.videoWidth === 0) return;
    const dots = window.devicePixelRatio;
    natural.value = { width: video.videoWidth / dots, height: video.videoHeight / dots };
    if (!fits.value) return;
    const { clientWidth, clientHeight } = box.value;
    zoom.value = Math.min(clientWidth / natural.value.width, clientHeight / natural.value.height);
  }
  function to(wanted: number): void {
    measure();
    if (natural.value.width === 0) return;
    zoom.value = Math.min(most, Math.max(least, wanted));
    fits.value = false;
  }
  function by(factor: number): void {
    measure();
    to(zoom.value * factor);
  }

  return {
    zoom,
    size: computed(() =>
      fits.value
        ? null
        : {
            width: `${natural.value.width * zoom.value}px`,
            height: `${natural.value.height * zoom.value}px`,
          },
    ),
    fit: () => void (fits.value = true),
    actual: () => to(1),
    closer: () => by(step),
    further: () => by(1 / step),
    wheel: (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      by(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    },
  };
}
