// Whether UDP gets from this window to the server's STUN port and back.
import { iceServersOf } from "./ice_servers";

const patienceMs = 12_000;

export interface Gathered {
  /** Own addresses from which the server was asked. */
  asked: number;
  /** Addresses the server told us that we did not know. */
  learned: number;
  /** Own addresses from which no answer came. */
  silent: number;
}

/**
 * An answer that tells an address which the browser knows already is not shown to the page, but silence is: so whoever
 * asked from more addresses than stayed silent was answered. Pure.
 */
export function wasAnswered({ asked, learned, silent }: Gathered): boolean {
  return learned > 0 || silent < asked;
}

export async function reachesStun(port: number): Promise<boolean> {
  const pc = new RTCPeerConnection({ iceServers: iceServersOf(port) });
  const gathered: Gathered = { asked: 0, learned: 0, silent: 0 };
  try {
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      pc.onicecandidateerror = () => (gathered.silent += 1);
      pc.onicecandidate = ({ candidate }) => {
        if (candidate?.type === "host" && candidate.protocol === "udp") gathered.asked += 1;
        if (candidate?.type === "srflx") gathered.learned += 1;
        if (candidate && candidate.type !== "srflx") return;
        clearTimeout(timer);
        resolve();
      };
    });
    pc.createDataChannel("reach");
    await pc.setLocalDescription(await pc.createOffer());
    await done;
    return wasAnswered(gathered);
  } finally {
    pc.close();
  }
}
