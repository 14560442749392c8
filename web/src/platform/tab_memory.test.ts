// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { forget, recall, remember } from "./tab_memory";

const isText = (value: unknown): value is string => typeof value === "string";

afterEach(() => sessionStorage.clear());

describe("what a tab remembers", () => {
  it("is recalled until it is forgotten", () => {
    remember("name", "小美");
    expect(recall("name", isText)).toBe("小美");
    forget("name");
    expect(recall("name", isText)).toBeNull();
  });

  it("is nothing when it is not what was asked for, or not legible", () => {
    remember("name", 7);
    expect(recall("name", isText)).toBeNull();
    sessionStorage.setItem("name", "{");
    expect(recall("name", isText)).toBeNull();
  });
});
