/// <reference types="vite/client" />

declare module "emoji-picker-element/i18n/zh_CN" {
  import type { I18n } from "emoji-picker-element/shared";
  const words: I18n;
  export default words;
}
