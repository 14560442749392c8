// How moments are written: short where space is short, whole on hover.
import type { Locale } from "../platform/preferences_store";

const minute = 60_000;
const day = 86_400_000;

/** Whole days from `at` to `now` by the calendar of this place. */
export function calendarDaysAgo(at: number, now: number): number {
  const start = (time: number): number => {
    const date = new Date(time);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  };
  return Math.round((start(now) - start(at)) / day);
}

export interface TimeWords {
  justNow: string;
  yesterday: string;
  today: string;
}

export class TimeLabels {
  private readonly clock: Intl.DateTimeFormat;
  private readonly weekday: Intl.DateTimeFormat;
  private readonly monthDay: Intl.DateTimeFormat;
  private readonly fullDay: Intl.DateTimeFormat;
  private readonly whole: Intl.DateTimeFormat;

  constructor(
    locale: Locale,
    private readonly words: TimeWords,
  ) {
    const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(locale, options);
    this.clock = make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.weekday = make({ weekday: "short" });
    this.monthDay = make({ month: locale === "en" ? "short" : "long", day: "numeric" });
    this.fullDay = make({
      year: "numeric",
      month: locale === "en" ? "short" : "long",
      day: "numeric",
    });
    this.whole = make({ dateStyle: "long", timeStyle: "medium" });
  }

  /** 14:05 */
  time(at: number): string {
    return this.clock.format(at);
  }

  /** For lists: 刚刚, 14:05, 昨天 14:05, 周三, 3月5日, 2025年3月5日. */
  list(at: number, now: number): string {
    if (Math.abs(now - at) < minute) return this.words.justNow;
    const ago = calendarDaysAgo(at, now);
    if (ago <= 0) return this.time(at);
    if (ago === 1) return `${this.words.yesterday} ${this.time(at)}`;
    return this.date(at, now);
  }

  /** For the line between days: 今天, 昨天, 周三, 3月5日, 2025年3月5日. */
  day(at: number, now: number): string {
    const ago = calendarDaysAgo(at, now);
    if (ago === 0) return this.words.today;
    if (ago === 1) return this.words.yesterday;
    return this.date(at, now);
  }

  private date(at: number, now: number): string {
    const ago = calendarDaysAgo(at, now);
    if (ago > 0 && ago < 7) return this.weekday.format(at);
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return (sameYear ? this.monthDay : this.fullDay).format(at);
  }

  /** To the second, for hovering. */
  full(at: number): string {
    return this.whole.format(at);
  }

  dateOnly(at: number): string {
    return this.fullDay.format(at);
  }
}
