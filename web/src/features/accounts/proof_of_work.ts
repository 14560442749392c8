import { callHttp } from "../../connection/http";
import { isRefusal } from "../../connection/refusal";
import { serverPrefix } from "../../platform/server_address";
import type { Challenge, ChallengeSolution } from "../../protocol/protocol";

/** Fetches a puzzle and solves it off the page's thread. */
export async function solveChallenge(): Promise<ChallengeSolution> {
  const challenge = await callHttp("account.challenge", {}, serverPrefix());
  const number = await solveInWorker(challenge);
  const { challenge: digest, salt, signature } = challenge;
  return { challenge: digest, salt, signature, number };
}

function solveInWorker(challenge: Challenge): Promise<number> {
  const worker = new Worker(new URL("./puzzle.worker.ts", import.meta.url), { type: "module" });
  return new Promise<number>((resolve, reject) => {
    worker.onmessage = (message: MessageEvent<number | null>) => {
      if (message.data === null) reject(new Error("the puzzle has no solution"));
      else resolve(message.data);
    };
    worker.onerror = () => reject(new Error("the puzzle could not be worked on"));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}

/**
 * Runs a command that may ask for a solved challenge: without one when `first` is false, and again with a fresh one
 * when the server asks for it or found ours too old.
 */
export async function withChallenge<T>(
  first: boolean,
  send: (solution: ChallengeSolution | null) => Promise<T>,
  onChecking: (checking: boolean) => void,
  solve: () => Promise<ChallengeSolution> = solveChallenge,
): Promise<T> {
  const solved = async (): Promise<ChallengeSolution> => {
    onChecking(true);
    return solve().finally(() => onChecking(false));
  };
  try {
    return await send(first ? await solved() : null);
  } catch (error) {
    const again = isRefusal(error, "challenge_required") || isRefusal(error, "challenge_failed");
    if (!again) throw error;
    return send(await solved());
  }
}
