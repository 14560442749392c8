import type { Conversation } from "../../protocol/protocol";
import type { State } from "../../session/state";

/** My direct conversation with a user, if there is one. */
export function conversationWith(state: State | null, userId: number): Conversation | null {
  const all = Object.values(state?.conversations ?? {});
  return all.find((one) => one.kind === "direct" && one.peer_id === userId) ?? null;
}
