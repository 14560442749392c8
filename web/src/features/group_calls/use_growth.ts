// What a call without a group has beside: it grew from a call of two, and whoever is in it rings others.
import type { Ref } from "vue";
import { untilVoice } from "../../calling/heard_voice";
import type { LocalMedia } from "../../calling/local_media";
import { useOnward } from "../../calling/onward_store";
import { useRings } from "../../calling/rings_store";
import type { GroupCall } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

/** Whoever is without a microphone is not heard at all. */
const voiceMs = 6_000;

export interface Growth {
  /** The call of two that this one grew from is heard until this one is. */
  takeOver(): Promise<void>;
  /** It is over before that. */
  letGo(): void;
  invite(userId: number): Promise<void>;
}

export function useGrowth(of: {
  endpoint: Readonly<Ref<string>>;
  call: Readonly<Ref<GroupCall | null>>;
  media: LocalMedia;
  stats: Parameters<typeof untilVoice>[0];
}): Growth {
  const session = useSession();
  const onward = useOnward();
  const rings = useRings();
  return {
    async takeOver() {
      const { spoken } = onward;
      if (!spoken || spoken.callId !== of.call.value?.grew_from) return;
      await of.media.adopt(spoken.media);
      void untilVoice(of.stats, voiceMs).then(spoken.takenOver);
    },
    letGo: () => onward.spoken?.takenOver(),
    async invite(userId) {
      const current = of.call.value;
      if (!current) return;
      const { group_call_id } = current;
      const asked = { group_call_id, endpoint: of.endpoint.value, user_id: userId };
      await rings.ring(() => session.request("group_call.invite", asked));
    },
  };
}
