import { ref, type Ref } from "vue";
import { claimForEver } from "../platform/lock";
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

function kept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function renewed(): string {
  const made = newClientId();
  try {
    sessionStorage.setItem(key, made);
  } catch {
    // Then a reload makes another window of it.
  }
  return made;
}
