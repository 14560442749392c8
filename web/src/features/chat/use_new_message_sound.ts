import { onScopeDispose } from "vue";
import { isAttended } from "../../platform/attention";
import { usePreferences } from "../../platform/preferences_store";
import { playChime } from "../../platform/sound";
import { mentionsMe } from "../../session/reducer";
import { useSession } from "../../session/session_store";

const freshMs = 15_000;
const quietMs = 2_000;

/** A soft chime for a message that arrives while I look elsewhere, if I asked for it; a mention passes a mute. */
export function useNewMessageSound(): void {
  const session = useSession();
  const preferences = usePreferences();
  let last = 0;
  const stop = session.onMessages((messages) => {
    const now = Date.now();
    if (!preferences.sound || isAttended() || now - last < quietMs) return;
    const worth = messages.some((message) => {
      const muted = session.state?.conversations[message.conversation_id]?.muted ?? false;
      const fresh = now - message.sent_at < freshMs;
      return (
        message.sender_id !== session.myId &&
        message.kind !== "notice" &&
        !message.silent &&
        (!muted || mentionsMe(message, session.myId)) &&
        fresh
      );
    });
    if (!worth) return;
    last = now;
    playChime();
  });
  onScopeDispose(stop);
}
