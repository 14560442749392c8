// Whatever happened on the way: all devices of a user end with exactly what a fresh snapshot holds, and every
// acknowledged message is in the history exactly once. LING_STEPS makes it longer, LING_SEED repeats a walk.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Message, StreamEvent } from "../../src/protocol/protocol";
import { makeFriends, Person } from "./cast";
import { Client } from "./client";
import { type Actor, RandomWalk, type Sending } from "./random_walk";
import { Server } from "./server";

const steps = Number(process.env["LING_STEPS"] ?? 300);
/** stream.read goes back no further. */
const furthestBehind = 5_000;
const seed = Number(process.env["LING_SEED"] ?? Date.now() % 2 ** 31);

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.stop());

test(
  `a random walk of ${steps} steps (LING_SEED=${seed})`,
  { timeout: 60_000 + steps * 200 },
  async () => {
    console.log(`LING_SEED=${seed} LING_STEPS=${steps}`);
    const lin = await gather("lin", 2);
    const mei = await gather("mei", 2);
    const zhou = await gather("zhou", 1);
    const actors = [lin, mei, zhou];
    const conversations = [
      await makeFriends(lin.person, mei.person),
      await makeFriends(zhou.person, lin.person),
    ];
    // That of Mei and Zhou, should they become friends on the way; until then it is nobody's.
    const walk = new RandomWalk(seed, actors, [...conversations, 3]);
    try {
      for (const { clients } of actors) for (const client of clients) await client.connect();
      await walk.walk(steps);
      const unconfirmed = walk.sendings.filter((one) => one.acks.length === 0).length;
      expect(unconfirmed, "messages that nobody confirmed at once").toBeLessThan(
        walk.sendings.length,
      );
      await walk.settle();
      for (const actor of actors) await endsInStep(actor);
      for (const { person } of actors) await historyHolds(person, walk.sendings);
      await bothSeeTheSame(actors);
      keptTheirOrder(walk.bursts);
      expect(server.output, "what the server complained of").toBe("");
    } finally {
      for (const { clients } of actors) for (const client of clients) await client.close();
    }
  },
);

async function gather(name: string, devices: number): Promise<Actor> {
  const person = await Person.arrive(server.port, name);
  while (person.devices.length < devices) await person.anotherDevice();
  const clients: Client[] = [];
  for (const [index, device] of person.devices.entries()) {
    clients.push(await Client.open(`${name} ${index + 1}`, device));
  }
  return { person, clients };
}

async function endsInStep({ person, clients }: Actor): Promise<void> {
  const fresh = await person.state();
  const start = Math.max(0, fresh.pts - furthestBehind);
  const log = await person.eventsAfter(start);
  expect(
    log.map((event) => event.pts),
    `${person.account}'s stream has no gap`,
  ).toEqual(Array.from({ length: fresh.pts - start }, (_, index) => start + index + 1));
  for (const client of clients) {
    await client.connect();
    await client.reaches(fresh.pts);
    expect(client.state, `${client.name} has what a fresh snapshot holds`).toStrictEqual(fresh);
    expect(client.misfits, `events that did not fit the copy of ${client.name}`).toBe(0);
    saidTheSame(client, log, start);
  }
}

function saidTheSame(client: Client, log: StreamEvent[], start: number): void {
  const heard = client.heard.filter((event) => event.pts > start);
  expect(heard.length, `events that ${client.name} heard`).toBeGreaterThan(0);
  const stored = heard.map((event) => log[event.pts - start - 1]);
  expect(heard, `${client.name} heard what stream.read gives`).toStrictEqual(stored);
}

async function historyOf(person: Person, conversation_id: number): Promise<Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const before_seq = messages[0]?.seq ?? null;
    const params = { conversation_id, before_seq, limit: 37 };
    const page = await person.device.call("message.history", params);
    messages.unshift(...page.messages);
    if (!page.has_more) return messages;
  }
}

async function historyHolds(person: Person, sendings: Sending[]): Promise<void> {
  const { conversations } = await person.state();
  for (const conversation of Object.values(conversations)) {
    const { conversation_id } = conversation;
    const history = await historyOf(person, conversation_id);
    expect(history.map((one) => one.seq)).toEqual(history.map((_, index) => index + 1));
    expect(conversation.last_message).toEqual(history.at(-1));
    expect(conversation.last_seq).toBe(history.length);
    const unread = history.filter(
      (one) =>
        one.seq > conversation.read_seq && one.sender_id !== person.userId && one.kind === "text",
    );
    expect(conversation.unread, `unread of ${person.account}`).toBe(unread.length);

    const said = sendings.filter((one) => one.conversation_id === conversation_id);
    for (const { acks, sender, client_id, text } of said) {
      const stored = history.filter(
        (one) => one.client_id === client_id && one.sender_id === sender.userId,
      );
      expect(stored.length, `${client_id} is in the history`).toBe(acks.length > 0 ? 1 : 0);
      for (const ack of acks) {
        expect(stored[0]).toMatchObject({ ...ack, text, kind: "text" });
      }
    }
    const stored = history.filter((one) => one.client_id.startsWith("walk-"));
    expect(stored.length).toBe(said.filter((one) => one.acks.length > 0).length);
  }
}

async function bothSeeTheSame(actors: Actor[]): Promise<void> {
  const seen = new Map<number, Message[]>();
  for (const { person } of actors) {
    for (const id of Object.keys((await person.state()).conversations).map(Number)) {
      const history = await historyOf(person, id);
      expect(history).toEqual(seen.get(id) ?? history);
      seen.set(id, history);
    }
  }
}

/** What was lost on the way came later; what was answered on the socket came in its order. */
function keptTheirOrder(bursts: Sending[][]): void {
  for (const burst of bursts) {
    const seqs = burst.flatMap(({ acks: [ack] }) => ack?.seq ?? []);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  }
}
