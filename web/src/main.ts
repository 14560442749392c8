import { createPinia } from "pinia";
import { createApp } from "vue";
import AppRoot from "./app/AppRoot.vue";
import { router } from "./app/router";
import { i18n, useLanguage } from "./locales/i18n";
import { usePreferences } from "./platform/preferences_store";
import { signedInRecord } from "./platform/remembered";
import "./styles/tokens.css";
import "./styles/base.css";

const app = createApp(AppRoot);
app.use(createPinia());
await useLanguage(usePreferences().locale, signedInRecord() ? "all" : "entrance");
app.use(i18n).use(router).mount("#app");
