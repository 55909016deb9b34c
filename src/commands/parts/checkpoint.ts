import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeAtomic } from "../../storage/node.ts";
import { checkpointFile } from "./run-file.ts";

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
