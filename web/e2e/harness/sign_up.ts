// An account without the form: what a browser keeps afterwards is the same.
import { createHash } from "node:crypto";
import type { ChallengeSolution } from "../../src/protocol/protocol";
import type { Account } from "./actions";
import { call } from "./call";
import type { Person } from "./person";

async function solvedChallenge(person: Person): Promise<ChallengeSolution> {
  const { challenge, salt, signature, max_number } = await call(person, "account.challenge", {});
  for (let number = 0; number <= max_number; number += 1) {
    const hash = createHash("sha256").update(`${salt}${number}`).digest("hex");
    if (hash === challenge) return { challenge, salt, signature, number };
  }
  throw new Error("The server's challenge has no solution.");
}

/** The page must be one of the server's. */
export async function signUp(person: Person, account: Account): Promise<void> {
  const challenge = await solvedChallenge(person);
  const { me, device_id } = await call(person, "account.register", { ...account, challenge });
  const { user } = me;
  await person.page.evaluate(
    ([session, name]) => {
      localStorage.setItem("ling.session", session);
      localStorage.setItem("ling.account", name);
    },
    [JSON.stringify({ user_id: user.user_id, device_id, remember: true }), user.account] as const,
  );
}
