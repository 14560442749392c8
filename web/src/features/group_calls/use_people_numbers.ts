import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import {
  measurePeople,
  type PeopleCounters,
  type PersonNumbers,
} from "../../calling/person_numbers";
import { useGroupCalls } from "./group_calls_store";

const everyMs = 2_000;

/** What arrives here of each of the others, looked at from time to time while somebody wants to know. */
export function usePeopleNumbers(
  wanted: Ref<boolean>,
): ShallowRef<ReadonlyMap<number, PersonNumbers>> {
  const calls = useGroupCalls();
  const numbers = shallowRef<ReadonlyMap<number, PersonNumbers>>(new Map());
  let counters: PeopleCounters = new Map();
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    const owners = new Map(calls.received.map((one) => [one.track.id, one.userId]));
    const stats = await calls.stats();
    ({ numbers: numbers.value, counters } = measurePeople(
      stats,
      (track) => owners.get(track),
      counters,
    ));
  }

  watch(
    wanted,
    (now) => {
      clearInterval(timer);
      if (!now) return;
      void look();
      timer = setInterval(() => void look(), everyMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return numbers;
}
