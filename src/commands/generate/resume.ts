import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../command.ts";
import { ModelError } from "../../errors.ts";
import { readFile } from "../../storage/node.ts";
import { type Checkpoints, checkpointsIn } from "../parts/checkpoint.ts";
import { keepFile } from "../parts/keep.ts";
import { checkpointFile, jsonText, markerFile } from "../parts/run-file.ts";

/** The checkpoint of a training on a text, in the folder of `--out`: a folder with one is ours, and its run isn't complete. */

export const checkpointsOf = (folder: string, { version }: CommandContext): Checkpoints =>
  checkpointsIn(folder, () => {
    const marker = { memoria: version, schema: 1, command: "generate", complete: false, files: [checkpointFile] };
    return keepFile(join(folder, markerFile), jsonText(marker, 1));
  });

/** Is the folder's run complete? Undefined where it has none. */
function isComplete(folder: string): boolean | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, markerFile), "utf8")) as { complete: boolean }).complete;
  } catch {
    return undefined;
  }
}

/** The checkpoint's bytes. Throws ModelError `resume-nothing`. */
export async function openCheckpoint(folder: string): Promise<Uint8Array> {
  const path = join(folder, checkpointFile);
  const complete = isComplete(folder);
  if (existsSync(path) && complete === false) return readFile(path);
  throw new ModelError({
    code: "resume-nothing",
    where: folder,
    expected: `${checkpointFile} of a training that was stopped`,
    got: complete ? "a training that ran to its end" : "none",
    hint: "train without --resume",
    fields: { folder, complete: complete ? 1 : 0 },
  });
}
