/** Models from files. */
import { readFile } from "#storage";
import { invalidOption } from "./errors.ts";
import { decodeModel } from "./tasks/forecast/file.ts";
import { ForecastModel } from "./tasks/forecast/model.ts";

/**
 * A saved model, from its path (Node) or its bytes. Throws ModelError naming what is wrong with the file,
 * OptionError for anything else than a path or bytes.
 *
 * @example
 * ```ts
 * import { forecaster, load } from "memoria";
 * const series = Array.from({ length: 60 }, (_, t) => t % 5);
 * const model = await forecaster({ horizon: 4, hidden: 4, epochs: 2, season: 1 }).fit(series);
 * const again = await load(model.bytes()); // or load("ventas.safetensors")
 * console.log(await again.predict({ history: series }));
 * ```
 */
export async function load(source: string | Uint8Array): Promise<ForecastModel> {
  if (typeof source !== "string" && !(source instanceof Uint8Array))
    throw invalidOption("source", "a path, or a file's bytes as a Uint8Array", source, "wrap an ArrayBuffer: new Uint8Array(buffer)");
  const [bytes, where] = typeof source === "string" ? [await readFile(source), source] : [source, "model"];
  return new ForecastModel(decodeModel(bytes, where));
}
