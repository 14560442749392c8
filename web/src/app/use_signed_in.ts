// The life of a sign-in in this tab: start, background work of the features, the end.
import { effectScope, ref, watch, type Ref } from "vue";
import { useRouter } from "vue-router";
import { useDeliveryMarks } from "../features/chat/use_delivery_marks";
import { useDrafts } from "../features/chat/drafts_store";
import { useOutbox } from "../features/chat/outbox_store";
import { useTyping } from "../features/chat/typing_store";
import { useNewMessageSound } from "../features/chat/use_new_message_sound";
import { forgetSignedIn, onSignedInElsewhere, signedInRecord } from "../platform/remembered";
import { useSession } from "../session/session_store";
import { useFileSending } from "./use_file_sending";
import { useTitleCount } from "./use_title_count";

export function useSignedIn(): {
  ready: Ref<boolean>;
  start: () => Promise<void>;
  leave: () => void;
} {
  const router = useRouter();
  const session = useSession();
  const ready = ref(false);
  const scope = effectScope();

  async function start(): Promise<void> {
    const record = signedInRecord();
    if (!record) return router.replace("/sign-in").then(() => undefined);
    await session.start(record.user_id);
    scope.run(() => {
      useOutbox().start();
      useFileSending();
      useDrafts().start();
      useTyping().start();
      useDeliveryMarks();
      useNewMessageSound();
      useTitleCount();
      watch(
        () => session.state !== null,
        (drawn) => (ready.value = drawn || ready.value),
        { immediate: true },
      );
      watch(
        () => session.ended,
        (reason) => {
          if (reason === "signed_out") void end("signed_out");
        },
        { immediate: true },
      );
    });
  }

  const stopWatching = onSignedInElsewhere(() => {
    if (signedInRecord() === null) void end("signed_out");
    else location.reload();
  });

  /** Nothing of this user may stay in the browser. */
  async function end(reason: "signed_out"): Promise<void> {
    const wasRemembered = signedInRecord()?.remember ?? true;
    forgetSignedIn();
    await router.replace({ name: "sign-in", query: wasRemembered ? { reason } : {} });
    await session.stop(true);
  }

  function leave(): void {
    stopWatching();
    scope.stop();
    void session.stop(false);
  }

  return { ready, start, leave };
}
