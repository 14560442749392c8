// Commands over HTTP: what has to work before anybody has signed in.
import type { Commands, Failure } from "../protocol/protocol";
import { ConnectionLost, Refusal } from "./refusal";

const timeoutMs = 20_000;

/** Calls a command with POST. `server` is an origin such as "https://ling.local:7443"; empty = the page's own. */
export async function callHttp<K extends keyof Commands>(
  command: K,
  params: Commands[K]["params"],
  server = "",
): Promise<Commands[K]["answer"]> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await fetch(`${server}/api/${command}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: server === "" ? "same-origin" : "include",
      body: JSON.stringify(params),
      signal: abort.signal,
    });
    return unpack<Commands[K]["answer"]>(await response.json());
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new ConnectionLost(String(error));
  } finally {
    clearTimeout(timer);
  }
}

function unpack<T>(body: { result?: T; error?: Failure }): T {
  if (body.error) throw new Refusal(body.error);
  if (body.result === undefined) throw new ConnectionLost("an answer without result");
  return body.result;
}
