import { expect, it } from "vitest";
import { defaultName } from "./default_name";

it("names a group after its people", () => {
  expect(defaultName(["林", "小梅", "阿明"])).toBe("林、小梅、阿明");
});

it("leaves out whole names that have no room", () => {
  const long = "长".repeat(28);
  expect(defaultName([long, "明", "梅"])).toBe(`${long}、明`);
});

it("counts characters as people do", () => {
  expect(defaultName(["😀".repeat(28), "明"])).toBe(`${"😀".repeat(28)}、明`);
});
