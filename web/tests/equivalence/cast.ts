// The people of a case, and the step that every case is made of: look, act, and see that what everybody was told
// leads exactly to what they would be given anew.
import { expect } from "vitest";
import { reduce } from "../../src/session/reducer";
import { stateFrom, type State } from "../../src/session/state";
import type { DurableEvents, SignedIn, StreamEvent } from "../../src/protocol/protocol";
import { Device } from "./device";
import { answerTo } from "./puzzle";
import { eventComplaints } from "./shapes";

export type EventName = keyof DurableEvents;
export const password = "correct-horse-7";

/** Durable events that anybody was told, over the whole run. */
export const eventsSeen = new Set<string>();

let accounts = 0;

export class Person {
  readonly userId: number;
  readonly account: string;
  readonly recoveryCodes: string[];
  /** In the order of signing in; the first speaks for the person. */
  readonly devices: Device[] = [];

  private constructor(signedIn: SignedIn) {
    this.userId = signedIn.me.user.user_id;
    this.account = signedIn.me.user.account;
    this.recoveryCodes = signedIn.recovery_codes;
  }

  static async arrive(port: number, name: string): Promise<Person> {
    const anyone = new Device(port, null, 0);
    const signedIn = await anyone.call("account.register", {
      account: `${name}${(accounts += 1)}`,
      password,
      challenge: await answerTo(anyone),
    });
    const person = new Person(signedIn);
    person.devices.push(new Device(port, signedIn.token, signedIn.device_id));
    return person;
  }

  /** Signs in once more. */
  async anotherDevice(): Promise<Device> {
    const anyone = new Device(this.device.port, null, 0);
    const signedIn = await anyone.call("account.sign_in", { account: this.account, password });
    const device = new Device(anyone.port, signedIn.token, signedIn.device_id);
    this.devices.push(device);
    return device;
  }

  /** From now on these are all the devices. */
  keepOnly(...devices: Device[]): void {
    this.devices.splice(0, this.devices.length, ...devices);
  }

  get device(): Device {
    const [first] = this.devices;
    if (!first) throw new Error(`${this.account} has no device left.`);
    return first;
  }

  async state(): Promise<State> {
    return stateFrom(await this.device.call("stream.snapshot", {}));
  }

  async eventsAfter(pts: number): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for (;;) {
      const page = await this.device.call("stream.read", { after: pts + events.length });
      events.push(...page.events);
      if (!page.has_more) return events;
    }
  }
}

type Role = "lin" | "mei" | "zhou" | "host";
const roles: Role[] = ["lin", "mei", "zhou", "host"];

export class Cast {
  steps = 0;

  private constructor(
    readonly port: number,
    /** Who acts. */
    readonly lin: Person,
    /** Who has to do with it. */
    readonly mei: Person,
    /** A friend of Mei's and a stranger to Lin. */
    readonly zhou: Person,
    /** The administrator, a stranger to all. */
    readonly host: Person,
  ) {}

  /** Lin has two devices; everybody listens. */
  static async gather(port: number, host: Person): Promise<Cast> {
    const lin = await Person.arrive(port, "lin");
    const mei = await Person.arrive(port, "mei");
    const zhou = await Person.arrive(port, "zhou");
    const cast = new Cast(port, lin, mei, zhou, host);
    await lin.anotherDevice();
    await makeFriends(mei, zhou);
    for (const { devices } of [lin, mei, zhou, host]) {
      for (const device of devices) await device.connect();
    }
    return cast;
  }

  leave(): void {
    for (const role of roles) for (const device of this[role].devices) device.disconnect();
  }

  get phone(): Device {
    return this.lin.device;
  }

  get laptop(): Device {
    const [, second] = this.lin.devices;
    if (!second) throw new Error("Lin has no second device.");
    return second;
  }

  /** The conversation of Lin and Mei, who become friends for it. */
  async conversation(): Promise<number> {
    return makeFriends(this.lin, this.mei);
  }

  /**
   * Does `act` and demands of everybody: the events named in `expected` and no others came, each as declared and
   * numbered without a gap; sockets told the same as stream.read; and the old state with these events is the state
   * that a fresh snapshot gives. States are compared as the client keeps them: users, friends and conversations by
   * their id, since the client orders them itself, and requests newest first.
   */
  async step<T>(
    what: string,
    act: () => Promise<T>,
    expected: Partial<Record<Role, EventName[]>> = {},
  ): Promise<T> {
    this.steps += 1;
    const before = new Map<Role, State>();
    for (const role of roles) before.set(role, await this[role].state());
    const result = await act();
    for (const role of roles) {
      const old = before.get(role) as State;
      await this.compare(`${what}: ${role}`, this[role], old, expected[role] ?? []);
    }
    return result;
  }

  private async compare(what: string, person: Person, old: State, names: EventName[]) {
    const events = await person.eventsAfter(old.pts);
    const fresh = await person.state();
    for (const event of events) eventsSeen.add(event.event);

    expect(
      events.map((event) => event.event),
      `${what} is told`,
    ).toEqual(names);
    expect(
      events.map((event) => event.pts),
      `${what} is told without a gap`,
    ).toEqual(events.map((_, index) => old.pts + index + 1));
    expect(
      events.flatMap((event) => eventComplaints(event)),
      `${what} is told what is declared`,
    ).toEqual([]);
    expect(reduce(old, events), `${what} has after the events what a snapshot holds`).toStrictEqual(
      fresh,
    );
    for (const { live } of person.devices) {
      const heard = await live.eventsAfter(old.pts, fresh.pts);
      const wanted = events.filter((event) => event.pts > live.since);
      expect(heard, `${what} is told the same on a socket`).toStrictEqual(wanted);
    }
  }
}

/** The conversation that comes of it. */
export async function makeFriends(asker: Person, accepter: Person): Promise<number> {
  const { request_id } = await asker.device.call("friend.request", {
    user_id: accepter.userId,
    message: `我是 ${asker.account}`,
  });
  await accepter.device.call("friend.accept", { request_id });
  const { conversations } = await asker.state();
  const opened = Object.values(conversations).find((one) => one.peer_id === accepter.userId);
  if (!opened) throw new Error("No conversation was opened for new friends.");
  return opened.conversation_id;
}
