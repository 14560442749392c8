// What a file is to people, by the ending of its name: for the sign on its card, never for a decision.
export type FileKind =
  | "archive"
  | "audio"
  | "code"
  | "doc"
  | "other"
  | "pdf"
  | "picture"
  | "sheet"
  | "slides"
  | "text"
  | "video";

const endings: Record<Exclude<FileKind, "other">, string> = {
  archive: "zip rar 7z gz tar tgz bz2 xz iso",
  audio: "mp3 m4a aac flac wav ogg opus wma",
  code: "js ts tsx py c cc cpp h hpp rs go java kt swift html css json xml yml yaml toml sh sql vue",
  doc: "doc docx odt rtf wps pages",
  pdf: "pdf",
  picture: "png jpg jpeg gif webp avif heic heif bmp svg tif tiff psd",
  sheet: "xls xlsx ods csv et numbers",
  slides: "ppt pptx odp dps key",
  text: "txt md log",
  video: "mp4 webm mov mkv avi wmv flv m4v",
};
const kinds = new Map(
  Object.entries(endings).flatMap(([kind, words]) =>
    words.split(" ").map((word) => [word, kind as FileKind] as const),
  ),
);

export const endingOf = (name: string): string =>
  /\.([^.]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
export const fileKindOf = (name: string): FileKind => kinds.get(endingOf(name)) ?? "other";
