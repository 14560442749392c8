import { ref, type Ref } from "vue";
import { claimForEver } from "../platform/lock";
import { recall, remember } from "../platform/tab_memory";
import { newClientId } from "../platform/uuid";

const key = "ling.call_endpoint";

/**
 * This window's name in calls. It outlives a reload, so that the window finds itself in its call again. A tab that was
 * duplicated has the name of the first one, and takes another.
 */
export function ownEndpoint(): Ref<string> {
  return (own ??= claimed());
}

let own: Ref<string> | undefined;

function claimed(): Ref<string> {
  const name = ref(kept() ?? renewed());
  void claimForEver(`ling.call_endpoint.${name.value}`).then((mine) => {
    if (mine) return;
    name.value = renewed();
    void claimForEver(`ling.call_endpoint.${name.value}`);
  });
  return name;
}

const isName = (value: unknown): value is string => typeof value === "string";

function kept(): string | null {
  return recall(key, isName);
}

/** Where the browser keeps nothing, a reload makes another window of it. */
function renewed(): string {
  const made = newClientId();
  remember(key, made);
  return made;
}
