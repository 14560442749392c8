// Snapshot plus events equals fresh snapshot, for every command of the protocol.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandNames } from "../../src/protocol/protocol";
import { cases } from "./cases";
import { Cast, eventsSeen, Person } from "./cast";
import { Device } from "./device";
import { Server } from "./server";
import { durableEventNames } from "./shapes";

let server: Server;
let host: Person;

beforeAll(async () => {
  server = await Server.start();
  // The first account is the administrator's.
  host = await Person.arrive(server.port, "host");
});
afterAll(() => server?.stop());

test("every command has a case, and the server knows the same commands", async () => {
  expect(Object.keys(cases).sort()).toEqual([...commandNames].sort());
  const response = await fetch(`http://127.0.0.1:${server.port}/api/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, unknown> };
  expect(Object.keys(paths).sort()).toEqual(commandNames.map((name) => `/api/${name}`).sort());
});

describe("snapshot plus events equals fresh snapshot:", () => {
  test.each(commandNames)("%s", async (command) => {
    const cast = await Cast.gather(server.port, host);
    try {
      Device.called.clear();
      await cases[command](cast);
      expect(cast.steps, "steps that were compared").toBeGreaterThan(0);
      expect(Device.called, "commands that were called").toContain(command);
    } catch (error) {
      if (error instanceof Error) error.message += `\n\nThe server said:\n${server.output}`;
      throw error;
    } finally {
      cast.leave();
    }
  });
});

test("every durable event of the protocol was told to somebody", () => {
  expect([...eventsSeen].sort()).toEqual([...durableEventNames].sort());
});
