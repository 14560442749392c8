import type { Commands } from "../../src/protocol/protocol";
import type { Person } from "./person";

/** Asks the server as this person's page would, for what a story needs but does not tell. */
export function call<K extends keyof Commands>(
  person: Person,
  command: K,
  params: Commands[K]["params"],
): Promise<Commands[K]["answer"]> {
  return person.page.evaluate(
    async ([name, body]) => {
      const response = await fetch(`/api/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      const answer = (await response.json()) as { result?: unknown; error?: unknown };
      if (answer.error) throw new Error(JSON.stringify(answer.error));
      return answer.result as never;
    },
    [command, JSON.stringify(params)] as const,
  );
}
