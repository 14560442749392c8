import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import { useGroupCalls } from "./group_calls_store";
import { useCallName } from "./use_call_name";
import { useCallPeople, type Person } from "./use_call_people";

export interface MainPicture {
  person: Person;
  track: MediaStreamTrack | null;
  source: "screen" | "camera";
}

/** What is shown where there is room for one picture: a screen that is shared, else who speaks, else anybody seen. */
export function useMainPicture(): {
  shown: ComputedRef<MainPicture | null>;
  name: ComputedRef<string>;
  status: ComputedRef<string>;
} {
  const { t } = useI18n();
  const calls = useGroupCalls();
  const people = useCallPeople();

  const shown = computed((): MainPicture | null => {
    const others = people.value.filter((one) => !one.isMe);
    const sharing = others.find((one) => one.screen !== null);
    if (sharing) return { person: sharing, track: sharing.screen, source: "screen" };
    const speaker = others.find((one) => one.id === calls.voices.speaker && one.camera);
    const seen = speaker ?? others.find((one) => one.camera !== null);
    return seen ? { person: seen, track: seen.camera, source: "camera" } : null;
  });
  const name = useCallName();
  const status = computed(() => {
    if (calls.state !== "connected") return t("calls.reconnecting");
    const speaks = people.value.find((one) => one.speaks && !one.isMe);
    if (speaks) return t("groupCalls.whoSpeaks", { name: speaks.name });
    return t("groupCalls.people", { n: people.value.length });
  });
  return { shown, name, status };
}
