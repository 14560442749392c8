// The signed-in session: one connection, one copy of the state, one database. Features read `state`, ask with
// `request` and listen; nobody but the stream changes the copy.
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { Connection, type ConnectionState, type EndReason } from "../connection/connection";
import { EventStream } from "../connection/event_stream";
import { callHttp } from "../connection/http";
import { ConnectionLost, isRefusal } from "../connection/refusal";
import { onReturn } from "../platform/attention";
import { Listeners } from "../platform/listeners";
import { serverOrigin, serverPrefix, socketUrl } from "../platform/server_address";
import { forgetUser } from "../platform/tab_memory";
import type {
  Commands,
  FleetingEvent,
  Message,
  Presence,
  Snapshot,
  StreamEvent,
} from "../protocol/protocol";
import { loadState } from "./cache";
import { databaseName, openDatabase, wipeDatabase, wipeOthers, type Database } from "./database";
import { OutOfStep } from "./out_of_step";
import { messagesIn, reduce } from "./reducer";
import { Saver } from "./saver";
import { stateFrom, type ById, type State } from "./state";

export type SocketOpener = (url: string) => WebSocket;

export const useSession = defineStore("session", () => {
  const state = shallowRef<State | null>(null);
  const connectionState = ref<ConnectionState>("closed");
  const ended = ref<EndReason | null>(null);
  const presences = shallowRef<ById<Presence>>({});
  const db = shallowRef<Database | null>(null);

  const messageListeners = new Listeners<Message[]>();
  const eventListeners = new Listeners<StreamEvent[]>();
  const fleetingListeners = new Listeners<FleetingEvent>();
  const inStepListeners = new Listeners<void>();
  /** The whole copy was replaced; messages kept in memory may be out of date. */
  const resetListeners = new Listeners<void>();

  let connection: Connection | null = null;
  let saver: Saver | null = null;
  let userId = 0;
  let stopWatching = (): void => undefined;
  /** I am signing out myself: the end that follows is no news. */
  let endExpected = false;

  const stream = new EventStream({
    position: () => state.value,
    readStream: (after) => request("stream.read", { after }),
    readSnapshot: () => request("stream.snapshot", {}),
    apply: applyEvents,
    replace: replaceAll,
    onInStep: () => inStepListeners.tell(),
  });

  function applyEvents(events: StreamEvent[]): boolean {
    if (!state.value) return false;
    try {
      state.value = reduce(state.value, events);
    } catch (error) {
      if (error instanceof OutOfStep) return false;
      throw error;
    }
    const messages = messagesIn(events);
    saver?.save(state.value, messages, false);
    if (messages.length > 0) messageListeners.tell(messages);
    eventListeners.tell(events);
    if (events.some((event) => event.event === "friend.added")) {
      refreshPresence().catch(() => undefined);
    }
    return true;
  }

  function replaceAll(snapshot: Snapshot): void {
    state.value = stateFrom(snapshot);
    const newest = snapshot.conversations.flatMap((one) => one.last_message ?? []);
    saver?.save(state.value, newest, true);
    resetListeners.tell();
    messageListeners.tell(newest);
  }

  function request<K extends keyof Commands>(
    command: K,
    params: Commands[K]["params"],
  ): Promise<Commands[K]["answer"]> {
    if (!connection) return Promise.reject(new ConnectionLost("not signed in"));
    return connection.request(command, params);
  }

  async function refreshPresence(): Promise<void> {
    const { presences: all } = await request("presence.list", {});
    presences.value = Object.fromEntries(all.map((one) => [one.user_id, one]));
  }

  function onFleeting(event: FleetingEvent): void {
    if (event.event === "presence.changed") {
      const { presence } = event.data;
      presences.value = { ...presences.value, [presence.user_id]: presence };
    }
    fleetingListeners.tell(event);
  }

  async function start(id: number, openSocket?: SocketOpener): Promise<void> {
    if (connection) return;
    userId = id;
    ended.value = null;
    endExpected = false;
    await openCache();
    connection = new Connection({
      url: socketUrl(),
      heartbeat: () => stream.check(),
      stillSignedIn,
      ...(openSocket ? { openSocket } : {}),
      handlers: {
        onState: (value) => (connectionState.value = value),
        onHello: (hello) => {
          // The cookie belongs to somebody else by now: what is drawn here is not theirs.
          if (hello.user_id !== userId) return endWith("signed_out");
          stream.hello(hello);
          refreshPresence().catch(() => undefined);
        },
        onDurable: (event) => stream.event(event),
        onFleeting,
        onEnd: endWith,
      },
    });
    const current = connection;
    stopWatching = onReturn(() => current.probe());
    connection.start();
  }

  async function openCache(): Promise<void> {
    try {
      const name = databaseName(serverOrigin(), userId);
      db.value = await openDatabase(name, () => (db.value = null));
      state.value = await loadState(db.value);
      saver = new Saver(db.value, state.value);
    } catch {
      // Private windows of some browsers have no database: everything works, only slower to start.
      db.value = null;
    }
  }

  function endWith(reason: EndReason): void {
    if (endExpected) return;
    ended.value = reason;
    if (reason === "signed_out") connection?.stop();
  }

  /** Takes everything down; `wipe` also removes what is kept in this browser. */
  async function stop(wipe: boolean): Promise<void> {
    stopWatching();
    connection?.stop();
    connection = null;
    stream.stop();
    saver?.stop();
    saver = null;
    db.value?.close();
    db.value = null;
    state.value = null;
    presences.value = {};
    if (wipe) forgetUser();
    if (wipe && userId !== 0) await wipeDatabase(databaseName(serverOrigin(), userId));
    if (wipe) await wipeOthers("emoji-picker-element");
  }

  return {
    state,
    connectionState,
    ended,
    presences,
    db,
    me: computed(() => state.value?.me ?? null),
    myId: computed(() => state.value?.me.user.user_id ?? 0),
    online: computed(() => connectionState.value === "online"),
    request,
    start,
    stop,
    probe: () => connection?.probe(),
    expectEnd: () => {
      endExpected = true;
    },
    restart: () => {
      ended.value = null;
      endExpected = false;
      connection?.start();
    },
    onMessages: messageListeners.add.bind(messageListeners),
    /** Events that were applied; for what the copy does not keep. */
    onEvents: eventListeners.add.bind(eventListeners),
    onFleeting: fleetingListeners.add.bind(fleetingListeners),
    onInStep: inStepListeners.add.bind(inStepListeners),
    onReset: resetListeners.add.bind(resetListeners),
  };
});

/** The page sees no reason when a handshake is refused; a command over HTTP tells it. */
async function stillSignedIn(): Promise<boolean> {
  try {
    await callHttp("presence.list", {}, serverPrefix());
    return true;
  } catch (error) {
    return !isRefusal(error, "unauthenticated");
  }
}
