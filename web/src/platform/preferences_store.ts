// How this browser likes things. Stays on this device.
import { defineStore } from "pinia";
import { ref, watch, type Ref } from "vue";

export type Theme = "system" | "light" | "dark";
export type Locale = "zh-CN" | "en";
export type SendKey = "enter" | "ctrl_enter";

export const fontScales = { least: 90, most: 150, step: 10 } as const;

const prefix = "ling.prefers.";

function kept<T>(name: string, initial: T, valid: (value: unknown) => boolean): Ref<T> {
  const value = ref(read(name, initial, valid)) as Ref<T>;
  watch(value, (now) => localStorage.setItem(prefix + name, JSON.stringify(now)));
  return value;
}

function read<T>(name: string, initial: T, valid: (value: unknown) => boolean): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
    return valid(value) ? (value as T) : initial;
  } catch {
    return initial;
  }
}

const oneOf =
  (...values: string[]) =>
  (value: unknown): boolean =>
    values.includes(String(value));

function browserLocale(): Locale {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export const usePreferences = defineStore("preferences", () => {
  const isBoolean = (value: unknown): boolean => typeof value === "boolean";
  const isNumber = (value: unknown): boolean => typeof value === "number";
  return {
    theme: kept<Theme>("theme", "system", oneOf("system", "light", "dark")),
    locale: kept<Locale>("locale", browserLocale(), oneOf("zh-CN", "en")),
    fontScale: kept<number>("font_scale", 100, isNumber),
    sendKey: kept<SendKey>("send_key", "enter", oneOf("enter", "ctrl_enter")),
    sound: kept<boolean>("sound", false, isBoolean),
    /** RNNoise instead of what the browser does against noise. */
    noiseFilter: kept<boolean>("noise_filter", false, isBoolean),
    listWidth: kept<number>("list_width", 320, isNumber),
  };
});
