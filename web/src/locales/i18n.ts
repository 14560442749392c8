import { createI18n } from "vue-i18n";
import type { Locale } from "../platform/preferences_store";
import type { Words } from "./zh-CN";

export const i18n = createI18n({
  legacy: false,
  locale: "zh-CN",
  fallbackLocale: false,
  missingWarn: true,
  messages: {} as Record<string, Words>,
});

const loaders: Record<Locale, () => Promise<{ default: Words }>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

/** Only the language in use is fetched. */
export async function useLanguage(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, (await loaders[locale]()).default);
  }
  i18n.global.locale.value = locale;
}
