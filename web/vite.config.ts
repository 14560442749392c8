import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

// Where `vite dev` finds the server it stands in front of.
const server = process.env["LING_SERVER"] ?? "http://127.0.0.1:8080";
// The server checks Origin against its own address, so the proxy speaks in the server's name.
const proxied = { target: server, changeOrigin: true, headers: { origin: server }, secure: false };

export default defineConfig({
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __VUE_I18N_FULL_INSTALL__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  build: {
    // One bundle for browsers and for the desktop shell, which is Chromium 102.
    target: "chrome102",
    cssTarget: "chrome102",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  server: {
    port: Number(process.env["LING_DEV_PORT"] ?? 5173),
    strictPort: true,
    proxy: {
      "/api": proxied,
      "/avatars": proxied,
      "/files": proxied,
      "/uploads": proxied,
      "/ws": { ...proxied, ws: true },
    },
  },
});
