/** What a key press says about the input method. */
export interface ImeKey {
  isComposing: boolean;
  keyCode: number;
}

/** "Processed by the input method", UI Events 6.3.1. */
const handledByIme = 229;

/**
 * Whether this key belongs to the input method. Safari ends the composition before it sends the keydown of the Enter
 * that confirmed it, and tells it apart by its key code alone.
 */
export function belongsToIme(event: ImeKey): boolean {
  return event.isComposing || event.keyCode === handledByIme;
}

export interface EnterKey {
  key: string;
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
