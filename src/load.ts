/** Models from files. */
import { readFile } from "#storage";
import { decodeModel } from "./tasks/forecast/file.ts";
import { ForecastModel } from "./tasks/forecast/model.ts";

/** A saved model, from its path (Node) or its bytes. Throws ModelError naming what is wrong with the file. */
export async function load(source: string | Uint8Array): Promise<ForecastModel> {
  const [bytes, where] = typeof source === "string" ? [await readFile(source), source] : [source, "model"];
  return new ForecastModel(decodeModel(bytes, where));
}
