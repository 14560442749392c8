// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { forget, forgetUser, ofUser, recall, remember } from "./tab_memory";

const isText = (value: unknown): value is string => typeof value === "string";

afterEach(() => sessionStorage.clear());

describe("what a tab remembers", () => {
  it("is recalled until it is forgotten", () => {
    remember("name", "小美");
    expect(recall("name", isText)).toBe("小美");
    forget("name");
    expect(recall("name", isText)).toBeNull();
  });

  it("is gone with the user whose it was, and what is the tab's own stays", () => {
    remember(`${ofUser}one`, "小美");
    remember(`${ofUser}another`, "阿明");
    remember("own", "here");
    forgetUser();
    expect([recall(`${ofUser}one`, isText), recall(`${ofUser}another`, isText)]).toEqual([
      null,
      null,
    ]);
    expect(recall("own", isText)).toBe("here");
  });

  it("is nothing when it is not what was asked for, or not legible", () => {
    remember("name", 7);
    expect(recall("name", isText)).toBeNull();
    sessionStorage.setItem("name", "{");
    expect(recall("name", isText)).toBeNull();
  });
});
