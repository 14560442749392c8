import { useI18n } from "vue-i18n";
import { ConnectionLost, Refusal } from "../connection/refusal";

/** Turns what went wrong into a sentence for people: what happened and what to do. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useI18n();
  return (error) => {
    if (error instanceof Refusal) {
      const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 0) / 1000));
      if (error.code === "too_many_requests" && error.retryAfterMs !== null) {
        return t("refusalWait", { wait: wait(seconds) });
      }
      return t(`refusal.${error.code}`);
    }
    if (error instanceof ConnectionLost) return t("connectionLost");
    return t("refusal.internal");
  };

  function wait(seconds: number): string {
    if (seconds < 90) return t("wait.seconds", { n: seconds });
    return t("wait.minutes", { n: Math.ceil(seconds / 60) });
  }
}
