import { describe, expect, it } from "vitest";
import { calendarDaysAgo, TimeLabels } from "./time_labels";

const zh = new TimeLabels("zh-CN", { justNow: "刚刚", yesterday: "昨天", today: "今天" });
const en = new TimeLabels("en", { justNow: "just now", yesterday: "Yesterday", today: "Today" });
const moment = (...parts: [number, number, number, number?, number?]) =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0).getTime();
// A Thursday.
const now = moment(2026, 3, 5, 15, 30);

describe("time labels", () => {
  it.each([
    [now - 20_000, "刚刚", "just now"],
    [now + 30_000, "刚刚", "just now"],
    [moment(2026, 3, 5, 14, 5), "14:05", "14:05"],
    [moment(2026, 3, 5, 0, 1), "00:01", "00:01"],
    [moment(2026, 3, 4, 23, 59), "昨天 23:59", "Yesterday 23:59"],
    [moment(2026, 3, 3, 9), "周二", "Tue"],
    [moment(2026, 2, 27, 9), "周五", "Fri"],
    [moment(2026, 2, 26, 9), "2月26日", "Feb 26"],
    [moment(2025, 3, 5, 9), "2025年3月5日", "Mar 5, 2025"],
  ])("%d", (at, chinese, english) => {
    expect(zh.list(at, now)).toBe(chinese);
    expect(en.list(at, now)).toBe(english);
  });

  it("name days for the line between them", () => {
    expect(zh.day(moment(2026, 3, 5, 1), now)).toBe("今天");
    expect(zh.day(moment(2026, 3, 4, 23), now)).toBe("昨天");
    expect(en.day(moment(2026, 3, 3, 23), now)).toBe("Tue");
  });

  it("count days by the calendar, not by 24 hours", () => {
    expect(calendarDaysAgo(moment(2026, 3, 4, 23, 59), moment(2026, 3, 5, 0, 1))).toBe(1);
    expect(calendarDaysAgo(moment(2026, 3, 5, 0, 1), moment(2026, 3, 5, 23, 59))).toBe(0);
  });
});
