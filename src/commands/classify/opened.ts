import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { load } from "../../load.ts";
import type { ClassifyModel } from "../../tasks/classify.ts";
import { markerFile, modelFile } from "../parts/run-file.ts";
import type { Remembered } from "./data.ts";

/** A saved model, with the columns and windows that the run of its folder had. */

export interface OpenedModel {
  readonly path: string;
  readonly model: ClassifyModel;
  readonly remembered: Remembered;
}

/** Opens a model's file, or that of a folder which `--out` made. Throws ModelError. */
export async function openModel(given: string): Promise<OpenedModel> {
  const path = existsSync(join(given, modelFile)) ? join(given, modelFile) : given;
  const model = await load(path, "classify");
  return { path, model, remembered: { columns: columnsBeside(path), features: model.features } };
}

const kept = ["time", "id", "label", "text", "window", "step"] as const;

/** What the run.json beside the model says; nothing where it is another's. */
function columnsBeside(path: string): Remembered["columns"] {
  try {
    const run: unknown = JSON.parse(readFileSync(join(dirname(path), markerFile), "utf8"));
    const { command, complete, files, data } = run as Record<string, unknown>;
    if (command !== "classify" || complete !== true || !(files as string[]).includes(basename(path))) return {};
    const own = data as Record<string, unknown>;
    return Object.fromEntries(kept.filter((role) => typeof own[role] === "string").map((role) => [role, own[role]]));
  } catch {
    return {};
  }
}
