import { defineConfig } from "vitest/config";

// Stories: the real server and real browsers. One at a time, since each fills a small machine.
export default defineConfig({
  test: {
    include: ["e2e/**/*.story.ts"],
    environment: "node",
    pool: "forks",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
