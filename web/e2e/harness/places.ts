// Where stories find the program, and where they leave what they saw.
import { existsSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "../../..");

export const binary = process.env["LING_BINARY"] ?? join(repository, "build/release/bin/ling");
export const artefacts = process.env["LING_ARTEFACTS"] ?? join(repository, "build/artefacts");
export const chromiumPath = process.env["LING_CHROMIUM"] ?? "/usr/bin/chromium";

if (!existsSync(binary))
  throw new Error(`There is no server at ${binary}: build it with ./ling test story.`);
if (!existsSync(chromiumPath))
  throw new Error(`There is no Chromium at ${chromiumPath}: install the package chromium.`);

/** A title as the name of a folder or file. */
export function fileName(title: string): string {
  return title.replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "");
}
