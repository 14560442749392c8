import { createI18n } from "vue-i18n";
import type { Locale } from "../platform/preferences_store";
import type { EntranceWords } from "./entrance.zh-CN";
import type { Words } from "./zh-CN";

export const i18n = createI18n({
  legacy: false,
  locale: "zh-CN",
  fallbackLocale: false,
  missingWarn: true,
  messages: {} as Record<string, Words>,
});

/** Whoever has not signed in needs few of the words. */
type Part = "entrance" | "all";

const loaders: Record<Locale, Record<Part, () => Promise<EntranceWords | Words>>> = {
  "zh-CN": {
    entrance: async () => (await import("./entrance.zh-CN")).entranceWords,
    all: async () => (await import("./zh-CN")).default,
  },
  en: {
    entrance: async () => (await import("./entrance.en")).entranceWords,
    all: async () => (await import("./en")).default,
  },
};

const loaded = new Map<Locale, Part>();

/** Only the language in use is fetched, and only that part of it. */
export async function useLanguage(locale: Locale, part: Part = "all"): Promise<void> {
  const has = loaded.get(locale);
  if (has !== "all" && has !== part) {
    const words = await loaders[locale][part]();
    // Both parts may be under way.
    if (loaded.get(locale) !== "all") {
      i18n.global.setLocaleMessage(locale, words as Words);
      loaded.set(locale, part);
    }
  }
  i18n.global.locale.value = locale;
}
