import { defineConfig } from "vitest/config";

// Equivalence and rights: the real server and the web client's own copy of its state, without a browser.
export default defineConfig({
  test: {
    include: ["tests/{equivalence,rights}/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
