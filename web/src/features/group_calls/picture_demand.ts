// How large each picture is drawn, of all places where it is drawn, told on whenever it changes.

/** A window apart is seen also while the page is not. */
type Where = "page" | "apart";

export interface PictureDemand {
  /** `place`: one place where a picture is drawn; 0 lines = nobody sees it there. */
  put(place: symbol, key: string, lines: number, where?: Where): void;
  remove(place: symbol): void;
}

export function createDemand(
  tell: (drawn: ReadonlyMap<string, readonly number[]>) => void,
): PictureDemand & { setHidden(hidden: boolean): void } {
  const places = new Map<symbol, { key: string; lines: number; where: Where }>();
  let hidden = false;

  function changed(): void {
    const drawn = new Map<string, number[]>();
    for (const { key, lines, where } of places.values()) {
      if (hidden && where === "page") continue;
      drawn.set(key, [...(drawn.get(key) ?? []), lines]);
    }
    tell(drawn);
  }

  return {
    put(place, key, lines, where = "page") {
      const before = places.get(place);
      if (before?.key === key && before.lines === lines) return;
      places.set(place, { key, lines, where });
      changed();
    },
    remove(place) {
      if (places.delete(place)) changed();
    },
    setHidden(now) {
      if (now === hidden) return;
      hidden = now;
      changed();
    },
  };
}
