/** Minutes in the largest unit that leaves no rest, as a key and what stands in it. */
export function durationWords(minutes: number): [key: string, named: { n: number }] {
  if (minutes % 1_440 === 0) return ["notice.days", { n: minutes / 1_440 }];
  if (minutes % 60 === 0) return ["notice.hours", { n: minutes / 60 }];
  return ["notice.minutes", { n: minutes }];
}
