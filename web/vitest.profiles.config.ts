import { defineConfig } from "vitest/config";

// Figures of calls over bad ways (bench/README.md): the harness of the stories, with nothing that could fail.
export default defineConfig({
  test: {
    environment: "node",
    pool: "forks",
    include: ["e2e/*.profile.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
