import { onScopeDispose, ref, computed, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { usePreferences } from "../platform/preferences_store";
import { TimeLabels } from "./time_labels";

export function useTimeLabels(): ComputedRef<TimeLabels> {
  const { t } = useI18n();
  const preferences = usePreferences();
  return computed(
    () =>
      new TimeLabels(preferences.locale, {
        justNow: t("time.justNow"),
        yesterday: t("time.yesterday"),
        today: t("time.today"),
      }),
  );
}

/** The present moment, looked at anew every so often. */
export function useNow(everyMs = 30_000): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
