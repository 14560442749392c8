import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { Prepared } from "./prepare";
import { isTaken, keepsTelling, prepare } from "./prepare";

export interface Chosen {
  key: number;
  file: File;
  /** For showing it; empty for what is no picture. */
  url: string;
}

export interface ChosenFilesModel {
  chosen: ShallowRef<readonly Chosen[]>;
  /** One of them may say where it was taken. */
  hasTaken: ComputedRef<boolean>;
  /** Keys of those that say so whatever is chosen. */
  telling: ShallowRef<ReadonlySet<number>>;
  add(files: readonly File[]): void;
  remove(key: number): void;
  /** One place further up or down. */
  move(key: number, by: -1 | 1): void;
  clear(): void;
  /** All of them, ready to be sent. */
  prepared(original: boolean): Promise<Prepared[]>;
}

let keys = 0;

/** Files that somebody is about to send, in the order in which they will stand. */
export function useChosenFiles(): ChosenFilesModel {
  const chosen = shallowRef<readonly Chosen[]>([]);
  const telling = shallowRef<ReadonlySet<number>>(new Set());
  const isPicture = (file: File): boolean =>
    file.type.startsWith("image/") && !file.type.includes("svg");

  function add(files: readonly File[]): void {
    const more = files.map((file) => ({
      key: (keys += 1),
      file,
      url: isPicture(file) ? URL.createObjectURL(file) : "",
    }));
    chosen.value = [...chosen.value, ...more];
    for (const one of more) void look(one);
  }

  async function look({ key, file }: Chosen): Promise<void> {
    const tells = await keepsTelling(file).catch(() => false);
    if (tells) telling.value = new Set([...telling.value, key]);
  }

  function remove(key: number): void {
    const gone = chosen.value.find((one) => one.key === key);
    if (gone?.url) URL.revokeObjectURL(gone.url);
    chosen.value = chosen.value.filter((one) => one.key !== key);
  }

  function move(key: number, by: -1 | 1): void {
    const from = chosen.value.findIndex((one) => one.key === key);
    const to = from + by;
    if (from < 0 || to < 0 || to >= chosen.value.length) return;
    const all = [...chosen.value];
    all.splice(to, 0, ...all.splice(from, 1));
    chosen.value = all;
  }

  function clear(): void {
    for (const { key } of chosen.value) remove(key);
  }

  onScopeDispose(clear);
  return {
    chosen,
    hasTaken: computed(() => chosen.value.some(({ file }) => isTaken(file))),
    telling,
    add,
    remove,
    move,
    clear,
    prepared: async (original) => {
      const all: Prepared[] = [];
      // One after the other: a dozen decoded photos at once would be a gigabyte.
      for (const { file } of chosen.value) all.push(await prepare(file, original));
      return all;
    },
  };
}
