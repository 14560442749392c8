// Which messages of a conversation are held here: continuous ranges of seq, with holes between them.

export interface SeqRange {
  low: number;
  high: number;
}

/** Adds a range; ranges that overlap or touch become one. Ascending, as the input must be. */
export function addRange(ranges: readonly SeqRange[], added: SeqRange): SeqRange[] {
  const merged: SeqRange[] = [];
  let { low, high } = added;
  let placed = false;
  for (const range of ranges) {
    if (range.high < low - 1) {
      merged.push(range);
    } else if (range.low > high + 1) {
      if (!placed) merged.push({ low, high });
      placed = true;
      merged.push(range);
    } else {
      low = Math.min(low, range.low);
      high = Math.max(high, range.high);
    }
  }
  if (!placed) merged.push({ low, high });
  return merged;
}

/** The range that holds `seq`, if any. */
export function rangeAround(ranges: readonly SeqRange[], seq: number): SeqRange | null {
  return ranges.find((range) => range.low <= seq && seq <= range.high) ?? null;
}
