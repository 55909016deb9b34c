import { load } from "../../load.ts";
import type { ClassifyModel } from "../../tasks/classify.ts";
import { columnsBeside, modelPath } from "../parts/opened.ts";
import type { Remembered } from "./data.ts";

/** A saved model, with the columns and windows that the run of its folder had. */
export interface OpenedModel {
  readonly path: string;
  readonly model: ClassifyModel;
  readonly remembered: Remembered;
}

/** Opens a model's file, or that of a folder which `--out` made. Throws ModelError. */
export async function openModel(given: string): Promise<OpenedModel> {
  const path = modelPath(given);
  const model = await load(path, "classify");
  const columns = columnsBeside(path, "classify", ["time", "id", "label", "text", "window", "step"]);
  return { path, model, remembered: { columns, features: model.features } };
}
