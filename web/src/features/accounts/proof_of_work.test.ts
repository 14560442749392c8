import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../../connection/refusal";
import type { ChallengeSolution, ErrorCode } from "../../protocol/protocol";
import { withChallenge } from "./proof_of_work";
import { solvePuzzle } from "./puzzle";

describe("the puzzle", () => {
  const puzzle = (number: number, max: number) => ({
    algorithm: "SHA-256",
    salt: "salt?expires=1&",
    challenge: createHash("sha256").update(`salt?expires=1&${number}`).digest("hex"),
    signature: "s",
    max_number: max,
  });

  it.each([0, 1, 1_234])("is solved when the number is %d", (number) => {
    expect(solvePuzzle(puzzle(number, 2_000))).toBe(number);
  });

  it("has no solution beyond its limit", () => {
    expect(solvePuzzle(puzzle(11, 10))).toBeNull();
  });
});

describe("withChallenge", () => {
  const solution: ChallengeSolution = { challenge: "c", salt: "s", signature: "x", number: 1 };
  const solve = () => Promise.resolve(solution);
  const refusal = (code: ErrorCode) => new Refusal({ code, detail: "", retry_after_ms: null });

  it("asks for none until the server does", async () => {
    const seen: (ChallengeSolution | null)[] = [];
    const answer = await withChallenge(
      false,
      (given) => {
        seen.push(given);
        return given ? Promise.resolve("in") : Promise.reject(refusal("challenge_required"));
      },
      () => undefined,
      solve,
    );
    expect(answer).toBe("in");
    expect(seen).toEqual([null, solution]);
  });

  it("solves another when the first was too old, but only once", async () => {
    const send = vi.fn(() => Promise.reject(refusal("challenge_failed")));
    await expect(withChallenge(true, send, () => undefined, solve)).rejects.toMatchObject({
      code: "challenge_failed",
    });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("does not repeat what was refused for another reason", async () => {
    const send = vi.fn(() => Promise.reject(refusal("wrong_credentials")));
    await expect(withChallenge(false, send, () => undefined, solve)).rejects.toMatchObject({
      code: "wrong_credentials",
    });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("says when it is at work", async () => {
    const said: boolean[] = [];
    await withChallenge(
      true,
      () => Promise.resolve(1),
      (value) => said.push(value),
      solve,
    );
    expect(said).toEqual([true, false]);
  });
});
