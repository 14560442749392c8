import { expect, it } from "vitest";
import { may } from "./group_rights";

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
