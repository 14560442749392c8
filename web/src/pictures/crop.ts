// Which square of a picture becomes the avatar.

export interface Crop {
  /** Middle of the square, in pixels of the picture. */
  x: number;
  y: number;
  /** Side of the square, in pixels of the picture. */
  side: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

const leastSide = 32;
export const largestZoom = 4;

/** The largest square in the middle. */
export function wholeCrop(size: PictureSize): Crop {
  const side = Math.min(size.width, size.height);
  return { x: size.width / 2, y: size.height / 2, side };
}

/** The nearest square that lies inside the picture. */
export function inside(crop: Crop, size: PictureSize): Crop {
  const largest = Math.min(size.width, size.height);
  const side = Math.min(largest, Math.max(Math.min(leastSide, largest), crop.side));
  const clamp = (value: number, length: number): number =>
    Math.min(length - side / 2, Math.max(side / 2, value));
  return { x: clamp(crop.x, size.width), y: clamp(crop.y, size.height), side };
}

/** `zoom` 1 shows as much as possible, larger shows less; the middle stays where it can. */
export function zoomed(crop: Crop, size: PictureSize, zoom: number): Crop {
  const largest = Math.min(size.width, size.height);
  return inside({ ...crop, side: largest / Math.min(largestZoom, Math.max(1, zoom)) }, size);
}

/** After dragging the picture by (dx, dy) on a view that is `view` pixels wide. */
export function dragged(crop: Crop, size: PictureSize, dx: number, dy: number, view: number): Crop {
  const scale = crop.side / view;
  return inside({ ...crop, x: crop.x - dx * scale, y: crop.y - dy * scale }, size);
}
