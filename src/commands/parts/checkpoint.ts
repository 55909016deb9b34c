import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../command.ts";
import { ModelError } from "../../errors.ts";
import { readFile, writeAtomic } from "../../storage/node.ts";
import { keepFile } from "./keep.ts";
import { checkpointFile, jsonText, markerFile } from "./run-file.ts";

/** The checkpoints of one training: written one at a time, the newest last, each whole or not at all. */
export interface Checkpoints {
  /** Takes the bytes and returns at once. */
  write(bytes: Uint8Array): void;
  /** Waits for the last one; true when there is one. Throws `file-access` where one couldn't be written. */
  settled(): Promise<boolean>;
  /** The training is done: its checkpoint goes. */
  remove(): void;
}

/** `before` runs before the first one: it makes the folder, and says in it what the checkpoint belongs to. */
export function checkpointsIn(folder: string, before: () => Promise<void>): Checkpoints {
  const path = join(folder, checkpointFile);
  let waiting: Uint8Array | undefined;
  let running: Promise<void> | undefined;
  let failure: unknown;
  let started = false;
  let written = false;
  const drain = async () => {
    try {
      if (!started) await before();
      started = true;
      while (waiting !== undefined) {
        const bytes = waiting;
        waiting = undefined;
        await writeAtomic(path, bytes);
        written = true;
      }
    } catch (error) {
      failure = error;
    } finally {
      running = undefined;
    }
  };
  return {
    write(bytes) {
      if (failure !== undefined) return;
      waiting = bytes;
      running ??= drain();
    },
    async settled() {
      while (running !== undefined) await running;
      if (failure !== undefined) throw failure;
      return written;
    },
    remove() {
      try {
        rmSync(path, { force: true });
      } catch {
        // The run is marked as complete: what is left of the checkpoint is not gone on with.
      }
    },
  };
}

/** The folder's run.json; undefined where it has none that can be read. */
function markerOf(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const marker: unknown = JSON.parse(readFileSync(join(folder, markerFile), "utf8"));
    return typeof marker === "object" && marker !== null ? (marker as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The checkpoints of a command's training: a folder with one is ours, and its run isn't complete. What an earlier run of the folder said stays beside it. */
export const checkpointsOf = (folder: string, name: string, { version }: CommandContext): Checkpoints =>
  checkpointsIn(folder, () => {
    const before = markerOf(folder) ?? {};
    const files = Array.isArray(before.files) ? before.files.filter((file) => file !== checkpointFile) : [];
    const marker = { ...before, memoria: version, schema: 1, command: name, complete: false, files: [...files, checkpointFile] };
    return keepFile(join(folder, markerFile), jsonText(marker, 1));
  });

/** The checkpoint of a training that was stopped. Throws ModelError `resume-nothing`. */
export async function openCheckpoint(folder: string): Promise<Uint8Array> {
  const path = join(folder, checkpointFile);
  const complete = markerOf(folder)?.complete;
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
