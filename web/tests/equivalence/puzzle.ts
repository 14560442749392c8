// The proof of work, on a server where it is no work.
import { createHash } from "node:crypto";
import type { ChallengeSolution } from "../../src/protocol/protocol";
import type { Device } from "./device";

export async function answerTo(device: Device): Promise<ChallengeSolution> {
  const { challenge, salt, signature, max_number } = await device.call("account.challenge", {});
  for (let number = 0; number <= max_number; number += 1) {
    const hash = createHash("sha256").update(`${salt}${number}`).digest("hex");
    if (hash === challenge) return { challenge, salt, signature, number };
  }
  throw new Error("The server's challenge has no solution.");
}
