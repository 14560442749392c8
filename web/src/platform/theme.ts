import { watchEffect } from "vue";
import { usePreferences } from "./preferences_store";

/** Puts theme, language and size of type on the document, and follows the system while asked to. */
export function useDocumentAppearance(): void {
  const preferences = usePreferences();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const apply = (): void => {
    const theme =
      preferences.theme === "system" ? (dark.matches ? "dark" : "light") : preferences.theme;
    root.dataset["theme"] = theme;
  };
  dark.addEventListener("change", apply);
  watchEffect(apply);
  watchEffect(() => {
    root.lang = preferences.locale;
    root.style.setProperty("--scale", String(preferences.fontScale / 100));
    root.toggleAttribute("data-large", preferences.fontScale >= 130);
  });
}
