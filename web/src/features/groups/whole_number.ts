/** What was written, as a whole number from `least` to `most`; null when it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const digits = text.trim().normalize("NFKC");
  if (!/^\d{1,9}$/.test(digits)) return null;
  const number = Number(digits);
  return number >= least && number <= most ? number : null;
}
