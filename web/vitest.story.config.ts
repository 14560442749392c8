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
    // As patient as the locators: several may be at work on a small machine.
    expect: { poll: { timeout: 15_000 } },
  },
});
