import type { RegressModel } from "../../tasks/regress.ts";
import { columnsBeside } from "../parts/opened.ts";
import type { ModelColumns } from "./read.ts";

/** What a saved model says of its rows. `path`: its file. */
export const rememberedBy = (model: RegressModel, path: string): ModelColumns => ({
  ...columnsBeside(path, "regress", ["time", "id", "target"]),
  features: model.features,
});
