import { defineConfig } from "vitest/config";

// Cameras, microphones and networks of their own: each of these fills a small machine, and some measure time.
const alone = ["e2e/*calls*.story.ts", "e2e/media_engine.story.ts", "e2e/self_test.story.ts"];

const common = {
  environment: "node",
  pool: "forks",
  // The longest takes a minute where there is nothing else to do, and no story waits for this one.
  testTimeout: 300_000,
  hookTimeout: 60_000,
  // As patient as the locators: several may be at work on a small machine.
  expect: { poll: { timeout: 15_000 } },
} as const;

// Stories: the real server and real browsers. People wait for each other most of the time, so that two stories at
// once take little more than half as long.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "two at once",
          include: ["e2e/**/*.story.ts"],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: "one at a time",
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
