// Processes that a server started, as Linux tells of them.
import { readdir, readFile } from "node:fs/promises";

/** The child of `parent` whose command line has this word. */
export async function childOf(parent: number, word: string): Promise<number> {
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const [stat, words] = await Promise.all([
      readFile(`/proc/${entry}/stat`, "utf8").catch(() => ""),
      readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => ""),
    ]);
    // The name may have blanks and brackets; after it come the state and the parent.
    const [, parentOf] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(parentOf) === parent && words.split("\0").includes(word)) return Number(entry);
  }
  throw new Error(`Process ${parent} has no child "${word}".`);
}
