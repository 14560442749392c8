import type { IconName } from "./icons";

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  run: () => void;
}

export interface MenuPlace {
  x: number;
  y: number;
}

/** Where a menu of this size fits into the window near the place that was pressed. */
export function fitMenu(
  place: MenuPlace,
  menu: { width: number; height: number },
  room: { width: number; height: number },
): MenuPlace {
  const margin = 8;
  const x = Math.min(place.x, room.width - menu.width - margin);
  const below = place.y + menu.height + margin <= room.height;
  const y = below ? place.y : place.y - menu.height;
  return { x: Math.max(margin, x), y: Math.max(margin, y) };
}
