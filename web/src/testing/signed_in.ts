// A session that runs against a server of the test, with a database of its own.
import "fake-indexeddb/auto";
import { createPinia, setActivePinia } from "pinia";
import { effectScope, type EffectScope } from "vue";
import { vi } from "vitest";
import type { Commands, Snapshot } from "../protocol/protocol";
import { useSession } from "../session/session_store";
import { aSnapshot, asWebSocket, FakeSocket, type Asked } from "./fake_server";

type Answers = Partial<Record<keyof Commands, (asked: Asked, socket: FakeSocket) => unknown>>;

export interface SignedIn {
  session: ReturnType<typeof useSession>;
  sockets: FakeSocket[];
  scope: EffectScope;
  /** The newest socket. */
  socket(): FakeSocket;
  /** What the server says to a command; a command without an entry is never answered. */
  answers: Answers;
  end(): Promise<void>;
}

let users = 0;

/** A fresh user each time, unless `userId` says which: so that nobody finds the database of another test. */
export async function signIn(
  options: { snapshot?: Snapshot; userId?: number; hello?: boolean } = {},
): Promise<SignedIn> {
  setActivePinia(createPinia());
  const session = useSession();
  const sockets: FakeSocket[] = [];
  const id = options.userId ?? ++users + 5_000;
  const snapshot = options.snapshot ?? snapshotOf(id);
  const answers: Answers = {
    "stream.snapshot": () => snapshot,
    "stream.read": () => ({ epoch: "e1", events: [], has_more: false }),
    "presence.list": () => ({ presences: [] }),
  };
  await session.start(id, () => {
    const socket = new FakeSocket();
    socket.onAsked = (asked) => {
      const answer = answers[asked.command];
      if (answer) queueMicrotask(() => socket.answer(asked.id, answer(asked, socket)));
    };
    sockets.push(socket);
    return asWebSocket(socket);
  });
  const socket = (): FakeSocket => {
    const last = sockets[sockets.length - 1];
    if (!last) throw new Error("no socket was opened");
    return last;
  };
  const signedIn: SignedIn = {
    session,
    sockets,
    answers,
    socket,
    scope: effectScope(),
    async end() {
      signedIn.scope.stop();
      await session.stop(false);
    },
  };
  if (options.hello !== false) {
    socket().hello({ user_id: id });
    await vi.waitFor(() => {
      if (session.state === null) throw new Error("no state yet");
    });
  }
  return signedIn;
}

export function snapshotOf(userId: number, change: Partial<Snapshot> = {}): Snapshot {
  const snapshot = aSnapshot(change);
  const me = { ...snapshot.me, user: { ...snapshot.me.user, user_id: userId } };
  return { ...snapshot, me };
}
