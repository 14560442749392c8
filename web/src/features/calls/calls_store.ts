// The call this window is in, or that rings in it. How it stands is said by the server alone; what is decided here is
// only what the server cannot know: devices, silence, the way to the other window.
import { defineStore } from "pinia";
import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";
import { ConnectionLost, isRefusal } from "../../connection/refusal";
import { useRefusalWords } from "../../locales/use_refusal_words";
import { mayUseDevices } from "../../platform/media_devices";
import { newClientId } from "../../platform/uuid";
import type { Call, CallMedia, StreamEvent } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useToasts } from "../../ui/toasts_store";
import { isCaller, otherSide, phaseOf } from "./call_phase";
import { createCallLink } from "./call_link";
import { createLocalMedia } from "../../calling/local_media";
import { useOnward } from "../../calling/onward_store";
import { ownEndpoint } from "../../calling/own_endpoint";
import { useRings } from "../../calling/rings_store";
import { useElapsed } from "../../calling/use_clock";

const overMs = 2_500;
/** The other window may be slower to take the other way. */
const lingerMs = 4_000;
/** Should the other call never be heard here. */
const goingOnMs = 20_000;

export const useCalls = defineStore("calls", () => {
  const session = useSession();
  const toasts = useToasts();
  const refusalWords = useRefusalWords();
  const endpoint = ownEndpoint();

  const inStep = ref(false);
  const silenced = ref(new Set<number>());
  /** I want to call somebody; the devices are being asked. */
  const asking = shallowRef<{ userId: number; media: CallMedia } | null>(null);
  const over = shallowRef<Call | null>(null);
  /** I hung it up; the server may not know yet. */
  const left = ref<number | null>(null);
  const minimised = ref(false);
  const insecure = ref(false);
  const onward = useOnward();
  const rings = useRings();
  /** It goes on as a call of more, which is not heard in this window yet. */
  const isGoingOn = ref(false);

  const call = computed(() => session.state?.call ?? null);
  const phase = computed(() =>
    phaseOf(call.value, {
      myId: session.myId,
      endpoint: endpoint.value,
      silenced: silenced.value,
      left: left.value,
    }),
  );
  const isHere = computed(() => ["calling", "connecting", "active"].includes(phase.value));
  const ringsHere = computed(() => phase.value === "incoming" && inStep.value);
  const peerId = computed(() => {
    const shown = over.value ?? call.value;
    if (asking.value) return asking.value.userId;
    return shown ? otherSide(shown, session.myId).user_id : 0;
  });

  const media = createLocalMedia((place, track) => link.put(place, track));
  const link = createCallLink({
    call,
    endpoint,
    media,
    here: isHere,
    answered: computed(() => phase.value === "connecting" || phase.value === "active"),
    giveUp: () => void hangUp(),
    goesOn,
  });

  /** What is sent and heard goes on until the other call has taken over. */
  function goesOn(callId: number): boolean {
    if (session.state?.groupCallRoom?.call?.grew_from !== callId) return false;
    if (onward.spoken?.callId !== callId) return false;
    isGoingOn.value = true;
    setTimeout(() => taken(callId), goingOnMs);
    return true;
  }

  function taken(callId: number): void {
    if (!isGoingOn.value || onward.spoken?.callId !== callId) return;
    onward.spoken = null;
    isGoingOn.value = false;
    media.stopAll();
    setTimeout(() => {
      if (!isHere.value) link.close();
    }, lingerMs);
  }

  async function grow(userId: number): Promise<void> {
    const current = call.value;
    if (!current) return;
    const asked = { call_id: current.call_id, endpoint: endpoint.value, user_id: userId };
    await rings.ring(() => session.request("group_call.grow", asked));
  }

  /** A window that was made anew finds its call under way. */
  const found = phase.value === "active" ? call.value?.active_at : undefined;
  const spokenMs = useElapsed(
    () => phase.value === "active",
    () => (found !== undefined && found === call.value?.active_at ? Date.now() - found : 0),
  );

  async function devices(wanted: CallMedia): Promise<void> {
    await media.startMicrophone();
    if (wanted === "video") await media.startCamera();
  }

  async function start(userId: number, wanted: CallMedia): Promise<void> {
    if (!mayUseDevices()) return void (insecure.value = true);
    if (asking.value || isHere.value) return void (minimised.value = false);
    over.value = null;
    minimised.value = false;
    const mine = { userId, media: wanted };
    asking.value = mine;
    await devices(wanted);
    if (asking.value !== mine) return;
    try {
      const made = await session.request("call.invite", {
        user_id: userId,
        media: wanted,
        client_id: newClientId(),
        endpoint: endpoint.value,
      });
      // I thought better of it while the server was being asked.
      if (asking.value !== mine) await leave(made.call_id);
      else if (made.state === "ended") showOver(made);
      else await inCopy(made.call_id);
    } catch (error) {
      failed(error);
    }
    if (asking.value === mine) asking.value = null;
    if (!isHere.value) media.stopAll();
  }

  async function accept(wanted: CallMedia): Promise<void> {
    const ringing = call.value;
    if (!ringing || phase.value !== "incoming") return;
    if (!mayUseDevices()) return void (insecure.value = true);
    if (ringing.into !== null) {
      silence();
      onward.entering = { groupCallId: ringing.into, camera: wanted === "video" };
      return;
    }
    minimised.value = false;
    await devices(wanted);
    try {
      await session.request("call.accept", {
        call_id: ringing.call_id,
        endpoint: endpoint.value,
      });
      await inCopy(ringing.call_id);
    } catch (error) {
      failed(error);
    }
    if (!isHere.value) media.stopAll();
  }

  /** The copy learns of it by the event, which may come after the answer. */
  function inCopy(callId: number): Promise<void> {
    const told = (): boolean => session.state?.call?.call_id === callId && isHere.value;
    if (told()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = watch([call, phase], () => (told() || !call.value) && done());
      const timer = setTimeout(done, 5_000);
      function done(): void {
        clearTimeout(timer);
        stop();
        resolve();
      }
    });
  }

  function failed(error: unknown): void {
    // It rang no longer: the event says so better.
    if (!isRefusal(error, "not_found")) toasts.show(refusalWords(error));
  }

  async function decline(): Promise<void> {
    const ringing = call.value;
    if (!ringing) return;
    silence();
    await session.request("call.decline", { call_id: ringing.call_id }).catch(failed);
  }

  /** Only this window is quiet; the others go on ringing. */
  function silence(): void {
    if (call.value) silenced.value = new Set([...silenced.value, call.value.call_id].slice(-20));
  }

  async function hangUp(): Promise<void> {
    if (asking.value) {
      asking.value = null;
      media.stopAll();
    }
    const current = call.value;
    if (!current) return;
    link.close();
    media.stopAll();
    await leave(current.call_id);
  }

  /** Over for this window at once. Without a connection the server is told as soon as there is one again. */
  async function leave(callId: number): Promise<void> {
    left.value = callId;
    try {
      await session.request("call.hang_up", { call_id: callId });
    } catch (error) {
      if (!(error instanceof ConnectionLost)) failed(error);
    }
  }

  function inStepNow(): void {
    inStep.value = true;
    if (left.value !== null && call.value?.call_id === left.value) void leave(left.value);
  }

  function showOver(ended: Call): void {
    over.value = ended;
    minimised.value = false;
    setTimeout(() => {
      if (over.value === ended) over.value = null;
    }, overMs);
  }

  function heard(events: readonly StreamEvent[]): void {
    for (const event of events) {
      if (event.event !== "call.changed" || event.data.call.state !== "ended") continue;
      const { call: ended } = event.data;
      // It is not over for whoever speaks on in another one, or rang somebody to come into it.
      if (ended.outcome === "grown" || ended.into !== null) continue;
      const side = isCaller(ended, session.myId) ? ended.caller : ended.callee;
      if (side.endpoint === endpoint.value && inStep.value) showOver(ended);
    }
  }

  // Whatever ended it: a call that is not here has no devices here. A window that was loaded anew opens them again.
  watch(
    isHere,
    (here) => {
      if (here) {
        if (!media.microphone.value && !media.trouble.microphone) void media.startMicrophone();
      } else if (!asking.value && !isGoingOn.value) {
        link.close();
        media.stopAll();
      }
    },
    { immediate: true },
  );
  watch(
    () => (phase.value === "active" ? call.value?.call_id : undefined),
    (callId) => {
      if (callId !== undefined) {
        onward.spoken = { callId, media, takenOver: () => taken(callId) };
      } else if (!isGoingOn.value) onward.spoken = null;
    },
    { immediate: true, flush: "post" },
  );
  watch(
    () => session.online,
    (online) => {
      if (!online) inStep.value = false;
    },
  );
  const stops = [
    session.onInStep(inStepNow),
    session.onEvents(heard),
    session.onFleeting((event) => link.heard(event)),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return {
    call,
    phase,
    isHere,
    isGoingOn,
    rings: ringsHere,
    asking,
    over,
    minimised,
    insecure,
    peerId,
    media,
    link,
    spokenMs,
    start,
    accept,
    grow,
    decline,
    silence,
    hangUp,
  };
});
