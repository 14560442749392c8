// What becomes of a file before it is sent: what it is, how large it is drawn, a small picture of it. Pictures are turned
// right, made smaller and drawn anew, which leaves behind where they were taken; what is not drawn here, or would stand
// still if it were, and films lose what they tell besides. "original" sends all as it is.
import { rgbaToThumbHash } from "thumbhash";
import type { Attachment } from "../../protocol/protocol";
import { isAnimated } from "../../pictures/animated";
import { withoutMetadata } from "../../pictures/metadata/without_metadata";
import { heic } from "./drawable";
import { endingOf } from "./file_kind";

export interface Prepared {
  /** Its file_id is 0 until it is uploaded. */
  attachment: Attachment;
  body: Blob;
  preview: Blob | null;
}

/** Not every browser has a type for it. */
const isHeic = (file: File): boolean =>
  file.type === heic || file.type === "image/heif" || /^hei[cf]$/.test(endingOf(file.name));

const longestSide = 2048;
const previewSide = 320;
/** A picture with more pixels is sent as a file: drawing it could take the page down. */
const mostPixels = 100_000_000;

const isPicture = (file: File): boolean =>
  (file.type.startsWith("image/") && !file.type.includes("svg")) || isHeic(file);
const isFilm = (file: File): boolean => file.type.startsWith("video/");

/** It may say where it was taken. */
export const isTaken = (file: File): boolean => isPicture(file) || isFilm(file);

/** Whether it says where it was taken, if it does, also when it is not sent as the original. */
export async function keepsTelling(file: File): Promise<boolean> {
  if (!isTaken(file) || (await withoutMetadata(file))) return false;
  if (isFilm(file) || (await isAnimated(file))) return true;
  const bitmap = await createImageBitmap(file).catch(() => null);
  bitmap?.close();
  return bitmap === null;
}

export async function prepare(file: File, original: boolean): Promise<Prepared> {
  if (!isTaken(file)) {
    const audio = file.type.startsWith("audio/") ? prepareAudio(file) : null;
    return (await audio?.catch(() => null)) ?? asFile(file, file);
  }
  const body = original ? file : ((await withoutMetadata(file)) ?? file);
  if (isFilm(file)) return (await prepareVideo(file, body).catch(() => null)) ?? asFile(file, body);
  const picture = preparePicture(file, original, body).catch(() => unseen(file, body));
  return (await picture) ?? asFile(file, body);
}

function attachmentOf(file: File, change: Partial<Attachment>): Attachment {
  return {
    file_id: 0,
    kind: "file",
    name: file.name,
    size: file.size,
    type: file.type || "application/octet-stream",
    width: null,
    height: null,
    thumbhash: null,
    preview_id: null,
    duration_ms: null,
    waveform: null,
    drawing: null,
    ...change,
  };
}

/** This browser does not draw it; what is missing is for the server to make out. */
function unseen(file: File, body: Blob): Prepared {
  const prepared = asFile(file, body);
  if (isHeic(file)) prepared.attachment = { ...prepared.attachment, kind: "picture", type: heic };
  return prepared;
}

function asFile(file: File, body: Blob): Prepared {
  return { attachment: attachmentOf(file, { size: body.size }), body, preview: null };
}

/** `bare`: what is sent of it where it is not drawn anew. */
async function preparePicture(file: File, original: boolean, bare: Blob): Promise<Prepared | null> {
  const bitmap = await createImageBitmap(file);
  try {
    const { width, height } = bitmap;
    if (width * height > mostPixels) return null;
    const keep = original || (await isAnimated(file));
    const scale = keep ? 1 : Math.min(1, longestSide / Math.max(width, height));
    const body = keep ? bare : await drawn(bitmap, scale, 0.88);
    const attachment = attachmentOf(file, {
      kind: "picture",
      name: keep ? file.name : renamed(file.name, body.type),
      size: body.size,
      type: body.type || file.type,
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      thumbhash: thumbHash(bitmap),
    });
    return { attachment, body, preview: await previewOf(bitmap, body) };
  } finally {
    bitmap.close();
  }
}

async function prepareVideo(file: File, body: Blob): Promise<Prepared> {
  const url = URL.createObjectURL(file);
  const video = document.createElement("video");
  try {
    video.muted = true;
    video.preload = "auto";
    video.src = url;
    await event(video, "loadeddata");
    video.currentTime = Math.min(0.5, video.duration / 2 || 0);
    await event(video, "seeked");
    const bitmap = await createImageBitmap(video);
    const attachment = attachmentOf(file, {
      kind: "video",
      size: body.size,
      width: video.videoWidth,
      height: video.videoHeight,
      duration_ms: Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : null,
      thumbhash: thumbHash(bitmap),
    });
    return {
      attachment,
      body,
      preview: await drawn(bitmap, scaleTo(bitmap, previewSide), 0.8),
    };
  } finally {
    video.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

async function prepareAudio(file: File): Promise<Prepared> {
  const url = URL.createObjectURL(file);
  const audio = document.createElement("audio");
  try {
    audio.src = url;
    await event(audio, "loadedmetadata");
    const duration = audio.duration;
    const duration_ms = Number.isFinite(duration) ? Math.round(duration * 1_000) : null;
    return {
      attachment: attachmentOf(file, { kind: "audio", duration_ms }),
      body: file,
      preview: null,
    };
  } finally {
    audio.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

function event(media: HTMLMediaElement, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the file takes too long")), 10_000);
    const end = (run: () => void) => () => {
      clearTimeout(timer);
      run();
    };
    media.addEventListener(name, end(resolve), { once: true });
    media.addEventListener(
      "error",
      end(() => reject(new Error("it cannot be played"))),
      { once: true },
    );
  });
}

type Drawable = ImageBitmap;

const scaleTo = ({ width, height }: Drawable, side: number): number =>
  Math.min(1, side / Math.max(width, height));

async function previewOf(bitmap: ImageBitmap, body: Blob): Promise<Blob | null> {
  // A small picture is its own preview.
  if (Math.max(bitmap.width, bitmap.height) <= previewSide && body.size < 60_000) return null;
  return drawn(bitmap, scaleTo(bitmap, 2 * previewSide), 0.8);
}

function canvasOf(bitmap: Drawable, scale: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("there is nothing to draw on");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function drawn(bitmap: Drawable, scale: number, quality: number): Promise<Blob> {
  const canvas = canvasOf(bitmap, scale);
  const as = (type: string): Promise<Blob | null> =>
    new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  const webp = await as("image/webp");
  const blob = webp?.type === "image/webp" ? webp : await as("image/jpeg");
  if (!blob) throw new Error("the picture cannot be packed");
  return blob;
}

function thumbHash(bitmap: Drawable): string {
  const canvas = canvasOf(bitmap, scaleTo(bitmap, 100));
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data;
  if (!pixels) return "";
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, pixels)));
}

function renamed(name: string, type: string): string {
  const ending = type === "image/webp" ? ".webp" : ".jpg";
  return name.replace(/\.[^.]*$/, "") + ending;
}
