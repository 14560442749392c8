// How loud a voice is over its time: 64 parts, each 0 to 31, written as one digit of 0-9A-V.
const parts = 64;
const most = 31;

/** `levels`: any number of them, each 0 to 1. */
export function waveformOf(levels: readonly number[]): string {
  if (levels.length === 0) return "";
  const loudest = Math.max(...levels, 0.05);
  return Array.from({ length: parts }, (_, i) => {
    const from = Math.floor((i * levels.length) / parts);
    const to = Math.max(from + 1, Math.floor(((i + 1) * levels.length) / parts));
    const level = Math.max(...levels.slice(from, to));
    return Math.round((level / loudest) * most)
      .toString(32)
      .toUpperCase();
  }).join("");
}

/** Each 0 to 1; what is no such digit counts as silence. */
export function levelsOf(waveform: string): number[] {
  return [...waveform].map((digit) => {
    const value = parseInt(digit, 32);
    return Number.isNaN(value) ? 0 : value / most;
  });
}
