import { describe, expect, it } from "vitest";
import { withPageHost, type Candidate } from "./media_candidates";

const known: Candidate[] = [
  {
    foundation: "udpcandidate",
    priority: 900,
    address: "192.168.1.5",
    protocol: "udp",
    port: 8445,
  },
  {
    foundation: "tcpcandidate",
    priority: 800,
    address: "192.168.1.5",
    protocol: "tcp",
    port: 8445,
  },
];

describe("where the media engine may be reached", () => {
  it("is also where the page came from, at the same ports, after all else", () => {
    const all = withPageHost(known, "203.0.113.7");
    expect(all.slice(0, 2)).toEqual(known);
    expect(all.slice(2).map(({ address, protocol, port }) => [address, protocol, port])).toEqual([
      ["203.0.113.7", "udp", 8445],
      ["203.0.113.7", "tcp", 8445],
    ]);
    expect(all.slice(2).every(({ priority }) => priority < 800)).toBe(true);
  });

  it("is told once", () => {
    expect(withPageHost(known, "192.168.1.5")).toEqual(known);
  });

  it("takes the brackets from an address of IPv6", () => {
    expect(withPageHost(known, "[2001:db8::7]")[2]?.address).toBe("2001:db8::7");
  });

  it("may be a name, and stays what it was where there is none", () => {
    expect(withPageHost(known, "home.example.org")[2]?.address).toBe("home.example.org");
    expect(withPageHost(known, "")).toEqual(known);
  });
});
