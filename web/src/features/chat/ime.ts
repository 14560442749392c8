const settleMs = 100;

/**
 * Knows whether Enter belongs to the input method. Safari ends the composition before it sends the keydown of the Enter
 * that confirmed it, so Enter right after the end does not count either.
 */
export class ImeGuard {
  private endedAt = Number.NEGATIVE_INFINITY;

  compositionEnded(now: number): void {
    this.endedAt = now;
  }

  isComposing(event: { isComposing: boolean }, now: number): boolean {
    return event.isComposing || now - this.endedAt < settleMs;
  }
}

export interface EnterKey {
  key: string;
  isComposing: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Whether this key press asks to send, under the chosen habit. */
export function asksToSend(event: EnterKey, sendKey: "enter" | "ctrl_enter"): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return false;
  const command = event.ctrlKey || event.metaKey;
  return sendKey === "ctrl_enter" ? command : !command;
}
