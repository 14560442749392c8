import { inject, type InjectionKey } from "vue";
import type { CallMedia } from "../../protocol/protocol";

/** Calls the other one of the conversation again; whoever shows a room says how. */
export type CallBack = (media: CallMedia) => void;
export const callBackKey: InjectionKey<CallBack> = Symbol("call back");

export function useCallBack(): CallBack | null {
  return inject(callBackKey, null);
}
