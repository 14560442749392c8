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
