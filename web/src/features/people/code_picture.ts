// The code as a picture to keep or to print: name, account and squares on white, whatever the theme.

export interface CodePicture {
  name: string;
  line: string;
  note: string;
  squares: boolean[][];
}

const width = 720;
const margin = 72;

/** PNG; null when the browser cannot draw. */
export function drawCodePicture({ name, line, note, squares }: CodePicture): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  // Whole pixels for each square, so that no edge is blurred.
  const step = Math.floor((width - 2 * margin) / squares.length);
  const left = Math.round((width - step * squares.length) / 2);
  const top = 200;
  canvas.width = width;
  canvas.height = top + step * squares.length + 120;

  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue("--code-ground");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = style.getPropertyValue("--code-ink");
  squares.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + x * step, top + y * step, step, step);
    }),
  );
  const font = style.getPropertyValue("--font");
  const write = (text: string, size: number, y: number): void => {
    context.font = `${size}px ${font}`;
    context.fillText(text, width / 2, y, width - 2 * margin);
  };
  context.textAlign = "center";
  write(name, 44, 90);
  write(line, 28, 148);
  write(note, 26, canvas.height - 48);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
