// Tells the server that messages of others have reached this device.
import { onScopeDispose } from "vue";
import type { Message } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

const everyMs = 1_000;

export function useDeliveryMarks(): void {
  const session = useSession();
  const told = new Map<number, number>();
  const waiting = new Map<number, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const arrived = (messages: readonly Message[]): void => {
    for (const { conversation_id: id, seq, sender_id } of messages) {
      if (sender_id === session.myId || seq <= (told.get(id) ?? 0)) continue;
      if (seq <= (session.state?.conversations[id]?.read_seq ?? 0)) continue;
      waiting.set(id, Math.max(seq, waiting.get(id) ?? 0));
    }
    if (waiting.size > 0) timer ??= setTimeout(tell, everyMs);
  };

  function tell(): void {
    timer = undefined;
    for (const [id, seq] of waiting) {
      waiting.delete(id);
      session.request("conversation.mark_delivered", { conversation_id: id, seq }).then(
        () => told.set(id, Math.max(seq, told.get(id) ?? 0)),
        () => undefined,
      );
    }
  }

  /** Also what arrived before the connection broke and could not be told. */
  const inStep = (): void => {
    const newest = Object.values(session.state?.conversations ?? {}).flatMap((one) =>
      one.unread > 0 && one.last_message ? [one.last_message] : [],
    );
    arrived(newest);
  };

  const stops = [session.onMessages(arrived), session.onInStep(inStep)];
  onScopeDispose(() => {
    stops.forEach((stop) => stop());
    clearTimeout(timer);
  });
}
