import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../command.ts";
import { readFile, writeAtomic } from "../../storage/node.ts";
import { type Checkpoints, checkpointsIn } from "./checkpoint.ts";
import { type KeptFile, keepFile, keepFolder } from "./keep.ts";
import type { ReadData } from "./read.ts";
import { dataPart, type Run, runDocument } from "./record.ts";
import { checkpointFile, dynamicsFile, jsonText, markerFile, modelFile, type RunFile } from "./run-file.ts";
import { type Scored, scoredFile, scoreEarlier } from "./scored.ts";

/** The folder of `--out` over a run: earlier forecasts are put aside before anything is overwritten, then checkpoints, then results. */

/** How a run came about, as run.json keeps it. */
export interface Origin {
  readonly command: Run["command"];
  readonly given: Readonly<Record<string, unknown>>;
  readonly commandLine: string;
}

export interface Folder {
  readonly path: string;
  readonly checkpoints: Checkpoints;
  /** Writes the results, and returns the files' names. The model that stood there is kept as `model.previous.safetensors` if `previous`. */
  finish(run: Run, files: readonly KeptFile[], previous?: boolean): Promise<readonly string[]>;
}

export const previousModel = "model.previous.safetensors";

/** What an earlier run forecast, on the rows that have come since. `folder`: where it lies. */
export function scoreFolder(folder: string, before: RunFile | undefined, data: ReadData, command: Run["command"]): Scored {
  const path = join(folder, scoredFile);
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const complete = before?.complete ? before : undefined;
  // The same data forecast again replace the forecast, unless the new run doesn't forecast.
  const replaced = command === "forecast" && complete?.data.sha256 === data.sha256;
  return scoreEarlier(text, replaced ? undefined : complete, data);
}

/** Prepares the folder of a run; writes nothing yet. `scored`: of the folder's earlier forecasts. */
export function folderOf(
  path: string,
  before: RunFile | undefined,
  scored: Scored | undefined,
  origin: Origin,
  data: ReadData,
  { version }: Pick<CommandContext, "version">,
): Folder {
  const head = { memoria: version, commandLine: origin.commandLine, given: origin.given };
  const earlier = scored === undefined || scored.all.length === 0 ? {} : { earlier: scored.all };
  // What a folder of ours has forecast is put aside before its run.json is overwritten; a new folder is marked as ours first.
  const putAside = async () => {
    if (scored?.text !== undefined) await keepFile(join(path, scoredFile), scored.text);
  };
  const begin = async () => {
    const ours = existsSync(join(path, markerFile));
    if (ours) await putAside();
    const files = [...(before?.files ?? []), checkpointFile];
    const marker = { ...head, schema: 1, command: origin.command, data: dataPart({ data }), ...earlier, complete: false, files };
    await keepFile(join(path, markerFile), jsonText(marker, data.series.length));
    if (!ours) await putAside();
  };
  const checkpoints = checkpointsIn(path, begin);
  return {
    path,
    checkpoints,
    async finish(run, files, previous = false) {
      if (existsSync(join(path, markerFile))) await putAside();
      const model = join(path, modelFile);
      const kept: KeptFile[] = [...files, ...(scored?.text === undefined ? [] : [[scoredFile, scored.text] as const])];
      if (previous && existsSync(model)) {
        const bytes = await readFile(model);
        kept.unshift([previousModel, (to) => writeAtomic(to, bytes)]);
      }
      const names = await keepFolder(path, { ...head, ...runDocument(run), ...earlier }, kept, {
        others: others(path, before, files),
        series: data.series.length,
      });
      checkpoints.remove();
      return names;
    },
  };
}

/** Files of earlier runs that stay beside the new ones. */
function others(path: string, before: RunFile | undefined, files: readonly KeptFile[]): string[] {
  const fresh = new Set([...files.map(([name]) => name), markerFile, checkpointFile, scoredFile, dynamicsFile]);
  return (before?.files ?? []).filter((name) => !fresh.has(name) && existsSync(join(path, name)));
}
