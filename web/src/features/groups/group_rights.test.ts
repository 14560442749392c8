import { expect, it } from "vitest";
import { aGroup } from "../../testing/fake_server";
import { may, mayBring } from "./group_rights";

it("lets the owner do everything but leave", () => {
  expect(may("owner", "dissolve")).toBe(true);
  expect(may("owner", "leave")).toBe(false);
  expect(may("owner", "remove", "admin")).toBe(true);
});

it("lets an admin govern members only", () => {
  expect(may("admin", "rename")).toBe(true);
  expect(may("admin", "remove", "member")).toBe(true);
  expect(may("admin", "remove", "admin")).toBe(false);
  expect(may("admin", "set_admin", "member")).toBe(false);
  expect(may("admin", "dissolve")).toBe(false);
});

it("lets a member leave and nothing else", () => {
  expect(may("member", "leave")).toBe(true);
  expect(may("member", "rename")).toBe(false);
  expect(may("member", "remove", "member")).toBe(false);
});

it("lets nobody touch the owner", () => {
  expect(may("owner", "remove", "owner")).toBe(false);
  expect(may("admin", "remove", "owner")).toBe(false);
});

it("lets members bring people unless a rule says otherwise", () => {
  const { rules } = aGroup();
  expect(mayBring("member", rules)).toBe(true);
  expect(mayBring("member", { ...rules, inviting: "leaders" })).toBe(false);
  expect(mayBring("member", { ...rules, joining: "closed" })).toBe(false);
  expect(mayBring("admin", { ...rules, inviting: "leaders", joining: "closed" })).toBe(true);
});
