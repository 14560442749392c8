// Each id in each command, tried by everybody: who may not learns nothing, not even whether it exists, and changes nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandNames, type Commands } from "../../src/protocol/protocol";
import { Person } from "../equivalence/cast";
import { Server } from "../equivalence/server";
import type { Row } from "./row";
import { rows } from "./rows";
import { send, tried, World } from "./world";

type Fields = Record<string, unknown>;

/** An id that nobody has, in the form of one that somebody has. */
function unknownLike(id: unknown): unknown {
  if (Array.isArray(id)) return id.map(unknownLike);
  return typeof id === "string" ? "nobody-has-this" : 999_999_999;
}

let server: Server;
let host: Person;
/** The names of the ids in each command, by the published schema. */
const idsOf = new Map<string, string[]>();

beforeAll(async () => {
  server = await Server.start();
  host = await Person.arrive(server.port, "host");
  await readSchema();
});
afterAll(() => server?.stop());

interface Schema {
  paths: Record<
    string,
    { post: { requestBody?: { content: Record<string, { schema: { $ref: string } }> } } }
  >;
  components: { schemas: Record<string, { properties?: Fields }> };
}

async function readSchema(): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${server.port}/api/openapi.json`);
  const { paths, components } = (await response.json()) as Schema;
  for (const command of commandNames) {
    const body = paths[`/api/${command}`]?.post.requestBody?.content["application/json"];
    const name = body?.schema.$ref.split("/").pop() ?? "";
    const fields = Object.keys(components.schemas[name]?.properties ?? {});
    idsOf.set(
      command,
      // A client_id is made by whoever sends it and names nothing on the server.
      fields.filter((field) => /_ids?$/.test(field) && field !== "client_id"),
    );
  }
}

function without(params: Fields, ids: readonly string[]): Fields {
  const changed = ids.map((id) => [id, unknownLike(params[id])]);
  return { ...params, ...Object.fromEntries(changed) };
}

/** Its rows say something of every id that the schema knows. */
function idsAreTried(command: keyof Commands): void {
  const ids = rows[command].flatMap((row) => Object.keys(row.ids ?? {}));
  expect([...new Set(ids)].sort()).toEqual([...(idsOf.get(command) ?? [])].sort());
}

async function refusals<K extends keyof Commands>(
  world: World,
  command: K,
  row: Row<Commands[K]["params"]>,
): Promise<void> {
  const refusedRoles = tried.filter((role) => !row.may.includes(role) && !row.told?.includes(role));
  const ids = Object.keys(row.ids ?? {});
  for (const role of refusedRoles) {
    const params = (await row.params(world, role)) as Fields;
    expect(Object.keys(params)).toEqual(expect.arrayContaining(ids));
    const { ok, body } = await send(world, role, command, params);
    expect(ok, `${role} is refused: ${body}`).toBe(false);
    const { body: ofNothing } = await send(world, role, command, without(params, ids));
    expect(body, `${role} cannot tell it from nothing`).toBe(ofNothing);
    if (role === "nobody") expect(body).toContain('"unauthenticated"');
  }
  for (const role of row.told ?? []) {
    const { ok, body } = await send(world, role, command, await row.params(world, role));
    expect(ok, `${role} is refused: ${body}`).toBe(false);
  }
}

/** Who may do it to one thing may not do it to all. */
async function foreignIds<K extends keyof Commands>(
  world: World,
  command: K,
  row: Row<Commands[K]["params"]>,
): Promise<void> {
  const [role] = row.may;
  if (!role) return;
  for (const [id, foreign] of Object.entries(row.ids ?? {})) {
    const value = (foreign as (world: World) => unknown)(world);
    if (value === undefined) continue;
    const params = (await row.params(world, role)) as Fields;
    const { ok, body } = await send(world, role, command, { ...params, [id]: value });
    expect(ok, `${role} is refused a foreign ${id}: ${body}`).toBe(false);
    const { body: ofNothing } = await send(world, role, command, without(params, [id]));
    expect(body, `${role} cannot tell a foreign ${id} from nothing`).toBe(ofNothing);
  }
}

/** What the owner and the one elsewhere have, to the letter. */
async function belongings(world: World): Promise<unknown> {
  const { owner } = world.people;
  return Promise.all(
    [owner, world.elsewhere.someone].map((one) => one.device.call("stream.snapshot", {})),
  );
}

describe("only who may is answered, and others are told and change nothing:", () => {
  test.each(commandNames)("%s", async (command) => {
    const all = rows[command] as Row<Commands[typeof command]["params"]>[];
    expect(all.length).toBeGreaterThan(0);
    idsAreTried(command);
    for (const row of all) {
      const world = await World.build(server.port, host);
      await row.prepare?.(world);
      const before = await belongings(world);
      await refusals(world, command, row);
      await foreignIds(world, command, row);
      expect(await belongings(world)).toEqual(before);
      for (const role of row.may) {
        const params = await row.params(world, role);
        const { ok, body } = await send(world, role, command, params);
        expect(ok, `${role} is answered: ${body}`).toBe(true);
      }
    }
  });
});
