import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import { measure, type CallNumbers, type Counters } from "../../calling/call_numbers";
import { qualityOf, type CallQuality } from "../../calling/call_quality";
import { useCalls } from "./calls_store";

const everyMs = 2_000;

/** Looks at the way from time to time, for as long as somebody wants to know. */
export function useCallQuality(): {
  numbers: ShallowRef<CallNumbers | null>;
  quality: ComputedRef<CallQuality>;
} {
  const calls = useCalls();
  const numbers = shallowRef<CallNumbers | null>(null);
  let counters: Counters | null = null;
  let kind = calls.link.kind;

  async function look(): Promise<void> {
    const stats = await calls.link.stats();
    if (stats.length === 0) return;
    // Another way counts from the beginning.
    if (kind !== calls.link.kind) counters = null;
    kind = calls.link.kind;
    ({ counters, numbers: numbers.value } = measure(stats, counters));
  }

  void look();
  const timer = setInterval(() => void look(), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return {
    numbers,
    quality: computed(() => (numbers.value ? qualityOf(numbers.value) : "good")),
  };
}
