import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { load } from "../../load.ts";
import type { LabelModel } from "../../tasks/label.ts";
import { markerFile, modelFile } from "../parts/run-file.ts";
import type { RememberedColumns } from "./data.ts";

/** A saved model, with the columns that the run of its folder had. */

export interface OpenedModel {
  readonly path: string;
  readonly model: LabelModel;
  readonly columns: RememberedColumns;
}

/** Opens a model's file, or that of a folder which `--out` made. Throws ModelError. */
export async function openModel(given: string): Promise<OpenedModel> {
  const path = existsSync(join(given, modelFile)) ? join(given, modelFile) : given;
  return { path, model: await load(path, "label"), columns: remembered(path) };
}

/** Names of columns in the run.json beside the model; none where it is another's, or says nothing of them. */
function remembered(path: string): RememberedColumns {
  try {
    const run: unknown = JSON.parse(readFileSync(join(dirname(path), markerFile), "utf8"));
    const { command, complete, files, data } = run as Record<string, unknown>;
    if (command !== "label" || complete !== true || !(files as string[]).includes(basename(path))) return {};
    const names = data as Record<string, unknown>;
    return Object.fromEntries(
      (["time", "id", "label"] as const).filter((role) => typeof names[role] === "string").map((role) => [role, names[role]]),
    );
  } catch {
    return {};
  }
}
