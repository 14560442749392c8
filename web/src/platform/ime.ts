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
