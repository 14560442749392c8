// Whom this window rings to come into the call that it is in: they are told of it as of any call, and I of how it ends.
import { defineStore } from "pinia";
import { onScopeDispose, shallowRef } from "vue";
import { useI18n } from "vue-i18n";
import { useRefusalWords } from "../locales/use_refusal_words";
import type { Call, StreamEvent } from "../protocol/protocol";
import { nameFor, userOf } from "../session/people";
import { useSession } from "../session/session_store";
import { useToasts } from "../ui/toasts_store";
import { ownEndpoint } from "./own_endpoint";

const told = ["declined", "missed", "busy"] as const;

export const useRings = defineStore("rings", () => {
  const { t } = useI18n();
  const session = useSession();
  const toasts = useToasts();
  const refusalWords = useRefusalWords();
  const endpoint = ownEndpoint();
  const rung = shallowRef<readonly Call[]>([]);

  function take(call: Call): void {
    rung.value = rung.value.filter((one) => one.call_id !== call.call_id);
    if (call.state !== "ended") return void (rung.value = [...rung.value, call]);
    const outcome = told.find((one) => one === call.outcome);
    if (!outcome) return;
    const name = nameFor(session.state, userOf(session.state, call.callee.user_id));
    toasts.show(t(`calls.ringOver.${outcome}`, { name }));
  }

  async function ring(ask: () => Promise<Call>): Promise<void> {
    try {
      const call = await ask();
      // A ring that ends is told by an event; one that never began only by this answer.
      if (call.outcome === "busy") take(call);
    } catch (error) {
      toasts.show(refusalWords(error));
    }
  }

  function cancel(call: Call): void {
    session
      .request("call.hang_up", { call_id: call.call_id })
      .catch((error: unknown) => toasts.show(refusalWords(error)));
  }

  function heard(events: readonly StreamEvent[]): void {
    for (const event of events) {
      if (event.event !== "call.changed" || event.data.call.into === null) continue;
      const { call } = event.data;
      const { user_id, endpoint: window } = call.caller;
      if (user_id === session.myId && window === endpoint.value) take(call);
    }
  }

  onScopeDispose(session.onEvents(heard));
  return { rung, ring, cancel };
});
