import { expect, it } from "vitest";
import { addressesOf, answerBy, engineWay } from "./engine_reach";

const candidate = (protocol: string, address: string) => ({
  foundation: "f",
  priority: 1,
  address,
  ip: address,
  protocol,
  port: 8445,
  type: "host",
  ...(protocol === "tcp" ? { tcpType: "passive" } : {}),
});
const way = engineWay(
  JSON.stringify({
    id: "t",
    iceParameters: { usernameFragment: "name", password: "secret", iceLite: true },
    iceCandidates: [
      candidate("udp", "10.0.0.2"),
      candidate("tcp", "10.0.0.2"),
      candidate("udp", "203.0.113.7"),
    ],
    dtlsParameters: {
      role: "auto",
      fingerprints: [
        { algorithm: "sha-512", value: "12" },
        { algorithm: "sha-256", value: "AB:CD" },
      ],
    },
  }),
);

it("names each address of the engine once", () => {
  expect(addressesOf(way)).toEqual(["10.0.0.2", "203.0.113.7"]);
});

it("lets a browser try one road alone", () => {
  const lines = answerBy(way, "tcp").split("\r\n");
  expect(lines.filter((one) => one.startsWith("a=candidate"))).toEqual([
    "a=candidate:f 1 tcp 1 10.0.0.2 8445 typ host tcptype passive",
  ]);
  expect(lines).toContain("a=ice-ufrag:name");
  expect(lines).toContain("a=fingerprint:sha-256 AB:CD");
  expect(answerBy(way, "udp").match(/a=candidate/g)).toHaveLength(2);
});
