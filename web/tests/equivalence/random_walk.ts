// Three people with five devices do whatever comes to their minds, over sockets and over HTTP, while connections break.
// The seed decides what is done; who is faster decides the rest.
import { ConnectionLost, Refusal } from "../../src/connection/refusal";
import type { Commands, ErrorCode, MessageAck } from "../../src/protocol/protocol";
import type { Person } from "./cast";
import type { Client } from "./client";
import type { Answer, Params } from "./device";
import { Random } from "./random";

/** What somebody may be told who asks at random. */
const ordinary = new Set<ErrorCode>([
  "not_found",
  "too_many_requests",
  "already_friends",
  "already_requested",
]);

const inFlightLimit = 12;

export interface Actor {
  person: Person;
  clients: Client[];
}

export interface Sending {
  sender: Person;
  conversation_id: number;
  client_id: string;
  text: string;
  acks: MessageAck[];
}

export class RandomWalk {
  readonly sendings: Sending[] = [];
  /** client_ids that went out on one socket one after the other. */
  readonly bursts: Sending[][] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly unexpected: Error[] = [];
  private random: Random;

  constructor(
    private readonly seed: number,
    private readonly actors: Actor[],
    private readonly conversations: number[],
  ) {
    this.random = new Random(seed);
  }

  async walk(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      // A fresh seed for each, so that what is drawn in one step does not change the next.
      this.random = new Random(this.seed + step * 7_919);
      await this.step();
      if (this.inFlight.size >= inFlightLimit) await Promise.all(this.inFlight);
      if (this.unexpected.length > 0) break;
    }
    await Promise.all(this.inFlight);
    const [first] = this.unexpected;
    if (first) throw first;
  }

  /** Sends again what nobody confirmed, until somebody does. */
  async settle(): Promise<void> {
    for (const sending of this.sendings) {
      if (sending.acks.length > 0) continue;
      const { device } = sending.sender;
      try {
        sending.acks.push(await device.call("message.send", paramsOf(sending)));
      } catch (error) {
        // Said in a conversation that is not the sender's: it must not be there.
        if (!(error instanceof Refusal && error.code === "not_found")) throw error;
      }
    }
  }

  private async step(): Promise<void> {
    const { random } = this;
    const actor = random.of(this.actors);
    const client = random.of(actor.clients);
    const act = random.weighted<() => void | Promise<void>>([
      [30, () => this.say(actor.person, client)],
      [6, () => this.burst(actor.person, client)],
      [8, () => this.sayAgain()],
      [14, () => this.mark(client)],
      [6, () => this.configure(client)],
      [8, () => this.draft(client)],
      [3, () => this.type(client)],
      [4, () => this.profile(client)],
      [3, () => this.settings(client)],
      [5, () => this.befriend(actor, client)],
      [5, () => client.cutTheWire()],
      [4, () => client.disconnect()],
      [8, () => client.connect()],
      [2, () => this.forget(client)],
      [2, () => this.forgetEpoch(client)],
    ]);
    await act();
  }

  private say(sender: Person, client: Client): void {
    const sending = this.newSending(sender);
    this.launch(() => this.deliver(client, sending));
  }

  /** Several at once on one socket: they keep their order. */
  private burst(sender: Person, client: Client): void {
    const conversation_id = this.random.of(this.conversations);
    const burst = Array.from({ length: 2 + this.random.below(5) }, () =>
      this.newSending(sender, conversation_id),
    );
    this.bursts.push(burst);
    for (const sending of burst) {
      this.launch(async () => {
        sending.acks.push(await client.request("message.send", paramsOf(sending)));
      });
    }
  }

  private sayAgain(): void {
    if (this.sendings.length === 0) return;
    // Not one of a burst: said again before its turn it would rightly overtake.
    const single = this.sendings.filter((one) => !this.bursts.some((burst) => burst.includes(one)));
    if (single.length === 0) return;
    const sending = this.random.of(single);
    const actor = this.actors.find(({ person }) => person === sending.sender) as Actor;
    const client = this.random.of(actor.clients);
    this.launch(() => this.deliver(client, sending));
  }

  private mark(client: Client): void {
    const conversation_id = this.random.of(this.conversations);
    const seq = this.random.below(2 + this.sendings.length);
    const command = this.random.of([
      "conversation.mark_read",
      "conversation.mark_delivered",
    ] as const);
    this.launch(() => this.run(client, command, { conversation_id, seq }));
  }

  private configure(client: Client): void {
    const maybe = () => this.random.of([true, false, null]);
    this.launch(() =>
      this.run(client, "conversation.configure", {
        conversation_id: this.random.of(this.conversations),
        pinned: maybe(),
        muted: maybe(),
        marked_unread: maybe(),
      }),
    );
  }

  private draft(client: Client): void {
    const conversation_id = this.random.of(this.conversations);
    const draft = this.random.of(["", "我", "我想", "我想说"]);
    this.launch(() => this.run(client, "conversation.set_draft", { conversation_id, draft }));
  }

  private type(client: Client): void {
    const conversation_id = this.random.of(this.conversations);
    this.launch(() => this.run(client, "conversation.type", { conversation_id }));
  }

  private profile(client: Client): void {
    const signature = `飞去 ${this.random.below(3)}`;
    const phone = this.random.of([null, "123", ""]);
    this.launch(() => this.run(client, "account.update_profile", { signature, phone }));
  }

  private settings(client: Client): void {
    const hide_read_marks = this.random.of([true, false]);
    const hide_presence = this.random.of([true, false, null]);
    this.launch(() =>
      this.run(client, "account.update_settings", { hide_read_marks, hide_presence }),
    );
  }

  /** Asks anybody, or decides on any request the client knows of. */
  private befriend(actor: Actor, client: Client): void {
    const { person } = this.random.of(this.actors.filter((one) => one !== actor));
    const requests = client.state?.friendRequests.filter((one) => one.state === "waiting") ?? [];
    const chance = this.random.next();
    const request = requests.find((one) => one.to_user_id === actor.person.userId);
    if (request && chance < 0.7) {
      const command = chance < 0.5 ? "friend.accept" : "friend.decline";
      return this.launch(() => this.run(client, command, { request_id: request.request_id }));
    }
    this.launch(() =>
      this.run(client, "friend.request", { user_id: person.userId, message: "你好" }),
    );
  }

  private async forget(client: Client): Promise<void> {
    client.disconnect();
    client.state = null;
    await client.connect();
  }

  /** As if the server's data had come from a backup. */
  private async forgetEpoch(client: Client): Promise<void> {
    client.disconnect();
    if (client.state) client.state = { ...client.state, epoch: "another" };
    await client.connect();
  }

  private newSending(sender: Person, conversation_id?: number): Sending {
    const number = this.sendings.length + 1;
    const sending: Sending = {
      sender,
      conversation_id: conversation_id ?? this.random.of(this.conversations),
      client_id: `walk-${String(number).padStart(6, "0")}`,
      text: `${sender.account} 的第 ${number} 句`,
      acks: [],
    };
    this.sendings.push(sending);
    return sending;
  }

  private async deliver(client: Client, sending: Sending): Promise<void> {
    const ack = await this.ask(client, "message.send", paramsOf(sending));
    sending.acks.push(ack);
  }

  private async run<K extends keyof Commands>(client: Client, command: K, params: Params<K>) {
    await this.ask(client, command, params);
  }

  /** Over the socket while there is one, else over HTTP; sometimes over HTTP all the same. */
  private ask<K extends keyof Commands>(
    client: Client,
    command: K,
    params: Params<K>,
  ): Promise<Answer<K>> {
    const overSocket = client.wanted && this.random.next() < 0.7;
    return overSocket ? client.request(command, params) : client.device.call(command, params);
  }

  private launch(act: () => Promise<void>): void {
    const running = act()
      .catch((error: unknown) => {
        if (error instanceof ConnectionLost) return;
        if (error instanceof Refusal && ordinary.has(error.code)) return;
        this.unexpected.push(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => this.inFlight.delete(running));
    this.inFlight.add(running);
  }
}

function paramsOf({ conversation_id, client_id, text }: Sending): Params<"message.send"> {
  return { conversation_id, client_id, text };
}
