import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import { callLength } from "../../locales/call_length";
import { useCallWords } from "../../locales/use_call_words";
import { avatarUrl } from "../../platform/server_address";
import type { User } from "../../protocol/protocol";
import { nameFor, userOf } from "../../session/people";
import { useSession } from "../../session/session_store";
import { isCaller } from "./call_phase";
import { useCalls } from "./calls_store";

/** Whom I speak with, and how it stands, in words. */
export function useCallFace(): {
  peer: ComputedRef<User>;
  name: ComputedRef<string>;
  picture: ComputedRef<string>;
  status: ComputedRef<string>;
} {
  const { t } = useI18n();
  const calls = useCalls();
  const session = useSession();
  const words = useCallWords();
  const peer = computed(() => userOf(session.state, calls.peerId));
  const status = computed(() => {
    const { over } = calls;
    if (over?.outcome) {
      const mine = isCaller(over, session.myId);
      const durationMs = over.active_at > 0 ? calls.spokenMs : 0;
      return words.over({ media: over.media, outcome: over.outcome, mine, durationMs });
    }
    if (calls.phase === "calling") return t("calls.calling");
    if (calls.phase === "connecting") return t("calls.connecting");
    if (calls.phase === "active") {
      if (calls.link.state === "reconnecting") return t("calls.reconnecting");
      return callLength(calls.spokenMs);
    }
    return calls.asking ? t("calls.asking") : "";
  });
  return {
    peer,
    name: computed(() => nameFor(session.state, peer.value)),
    picture: computed(() => avatarUrl(peer.value.avatar)),
    status,
  };
}
