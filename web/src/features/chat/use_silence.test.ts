import { expect, it } from "vitest";
import { aGroup, aStanding } from "../../testing/fake_server";
import { silenceIn } from "./use_silence";

const quiet = aGroup({ rules: { ...aGroup().rules, muted: true } });

it("lets write who was not muted, and again when the time is over", () => {
  expect(silenceIn({ group: aGroup(), standing: aStanding() }, 1_000)).toBe("none");
  const standing = aStanding({ muted_until: 1_001 });
  expect(silenceIn({ group: aGroup(), standing }, 1_000)).toBe("muted");
  expect(silenceIn({ group: aGroup(), standing }, 1_001)).toBe("none");
});

it("silences all but those who lead and those who are exempt", () => {
  expect(silenceIn({ group: quiet, standing: aStanding() }, 0)).toBe("everybody_muted");
  expect(silenceIn({ group: quiet, standing: aStanding({ exempt: true }) }, 0)).toBe("none");
  expect(silenceIn({ group: quiet, standing: aStanding({ role: "admin" }) }, 0)).toBe("none");
  expect(silenceIn({ group: quiet, standing: aStanding({ role: "owner" }) }, 0)).toBe("none");
});

it("silences nobody outside groups", () => {
  expect(silenceIn({ group: null, standing: null }, 0)).toBe("none");
});
