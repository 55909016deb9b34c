import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkpointFile, markerFile, modelFile } from "./run-file.ts";

/** A saved model, with the columns that the run of its folder had. */

/** Names from the run's `data`, such as the column of `time`, where it has them. */
export type Columns<Role extends string> = Readonly<Partial<Record<Role, string>>>;

/** The file of a model: as given, or that of a folder which `--out` made. */
export const modelPath = (given: string): string => (existsSync(join(given, modelFile)) ? join(given, modelFile) : given);

/** Names in the run.json beside a model; none where it is another's. Where a training of the folder was stopped, the model and its run are still those before. */
export function columnsBeside<Role extends string>(path: string, kind: string, roles: readonly Role[]): Columns<Role> {
  const none = {} as Columns<Role>;
  try {
    const run: unknown = JSON.parse(readFileSync(join(dirname(path), markerFile), "utf8"));
    const { command, complete, files, data } = run as {
      command: string;
      complete: boolean;
      files: string[];
      data: Record<string, unknown>;
    };
    if (command !== kind || !files.includes(basename(path)) || !(complete || files.includes(checkpointFile))) return none;
    return Object.fromEntries(roles.filter((role) => typeof data[role] === "string").map((role) => [role, data[role]])) as Columns<Role>;
  } catch {
    return none;
  }
}
