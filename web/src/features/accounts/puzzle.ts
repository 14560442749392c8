import { sha256Hex } from "../../platform/sha256";
import type { Challenge } from "../../protocol/protocol";

/** The number that solves the puzzle, or null when none does. */
export function solvePuzzle(challenge: Challenge): number | null {
  const encoder = new TextEncoder();
  for (let number = 0; number <= challenge.max_number; number += 1) {
    const digest = sha256Hex(encoder.encode(challenge.salt + String(number)));
    if (digest === challenge.challenge) return number;
  }
  return null;
}
