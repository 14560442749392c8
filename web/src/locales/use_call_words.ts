import { useI18n } from "vue-i18n";
import type { CallMedia, CallOutcome } from "../protocol/protocol";
import { callLength } from "./call_length";

export interface EndedCall {
  media: CallMedia;
  outcome: CallOutcome;
  /** I am who called. */
  mine: boolean;
  durationMs: number;
  /** How many were in it, where others came into it. */
  people?: number | null;
}

export interface CallWords {
  /** "No answer", "Duration 02:13": of a call that lies behind. */
  record(call: EndedCall): string;
  /** The same in the line of a list. */
  preview(call: EndedCall): string;
  /** What is said in the moment in which it ends. */
  over(call: EndedCall): string;
}

/** Who called has another view of the end than who was called. */
function keyOf({ outcome, mine }: EndedCall): string {
  switch (outcome) {
    case "declined":
      return mine ? "declinedByThem" : "declinedByMe";
    case "cancelled":
      return mine ? "cancelledByMe" : "cancelledByThem";
    case "missed":
      return mine ? "missedByThem" : "missedByMe";
    case "busy":
      return mine ? "busy" : "busyMe";
    default:
      return outcome;
  }
}

export function useCallWords(): CallWords {
  const { t, te } = useI18n();
  function record(call: EndedCall): string {
    const length = callLength(call.durationMs);
    if (call.people) return t("calls.record.people", { length, n: call.people });
    return t(`calls.record.${keyOf(call)}`, { length });
  }
  return {
    record,
    preview: (call) =>
      t("calls.record.preview", { media: t(`calls.${call.media}`), words: record(call) }),
    over: (call) => {
      const key = `calls.over.${keyOf(call)}`;
      return te(key) ? t(key, { length: callLength(call.durationMs) }) : record(call);
    },
  };
}
