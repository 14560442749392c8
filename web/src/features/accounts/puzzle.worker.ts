import type { Challenge } from "../../protocol/protocol";
import { solvePuzzle } from "./puzzle";

self.onmessage = (message: MessageEvent<Challenge>) => {
  self.postMessage(solvePuzzle(message.data));
};
