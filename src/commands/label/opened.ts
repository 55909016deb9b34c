import type { LabelModel } from "../../tasks/label.ts";
import { columnsBeside } from "../parts/opened.ts";
import type { ModelColumns } from "./data.ts";

/** What a saved model says of its steps. `path`: its file. */
export const rememberedBy = (model: LabelModel, path: string): ModelColumns => ({
  ...columnsBeside(path, "label", ["time", "id", "label"]),
  features: model.features,
  tokens: model.tokens,
});
