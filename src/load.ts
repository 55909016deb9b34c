/** Models from files. */
import { readFile } from "#storage";
import { invalidOption } from "./errors.ts";
import { fault } from "./formats/fault.ts";
import { decodeSafetensors } from "./formats/safetensors.ts";
import { decodeClassifier } from "./tasks/classify/file.ts";
import { ClassifyModel } from "./tasks/classify/model.ts";
import { decodeModel } from "./tasks/forecast/file.ts";
import { ForecastModel } from "./tasks/forecast/model.ts";
import { decodeGenerator } from "./tasks/generate/file.ts";
import { GenerateModel } from "./tasks/generate/model.ts";
import { decodeNumbers } from "./tasks/generate/numbers/file.ts";
import { NumbersModel } from "./tasks/generate/numbers/model.ts";
import { decodeLabeler } from "./tasks/label/file.ts";
import { LabelModel } from "./tasks/label/model.ts";
import { kindKey } from "./tasks/model-file.ts";
import { decodeRegressor } from "./tasks/regress/file.ts";
import { RegressModel } from "./tasks/regress/model.ts";
import { decodeTranslator } from "./tasks/translate/file.ts";
import { TranslateModel } from "./tasks/translate/model.ts";

/** A model of any task; its `kind` says which. */
export type Model = ClassifyModel | ForecastModel | GenerateModel | LabelModel | NumbersModel | RegressModel | TranslateModel;

/** The model that has a kind. */
export type ModelOf<K extends Model["kind"]> = Extract<Model, { readonly kind: K }>;

/**
 * A saved model, from its path (Node) or its bytes, of the task that its file names (`model.kind`). With `kind` it is known to be of that task. Throws
 * ModelError naming what is wrong with the file (`file-kind` where it is of another task), OptionError for anything else than a path or bytes.
 *
 * @example
 * ```ts
 * import { forecaster, load } from "memoria";
 * const series = Array.from({ length: 60 }, (_, t) => t % 5);
 * const model = await forecaster({ horizon: 4, hidden: 4, epochs: 2, season: 1 }).fit(series);
 * const again = await load(model.bytes(), "forecast"); // or load("ventas.safetensors", "forecast")
 * console.log(await again.predict({ history: series }));
 * ```
 */
export async function load(source: string | Uint8Array): Promise<Model>;
export async function load<K extends Model["kind"]>(source: string | Uint8Array, kind: K): Promise<ModelOf<K>>;
export async function load(source: string | Uint8Array, kind?: Model["kind"]): Promise<Model> {
  if (typeof source !== "string" && !(source instanceof Uint8Array))
    throw invalidOption("source", "a path, or a file's bytes as a Uint8Array", source, "wrap an ArrayBuffer: new Uint8Array(buffer)");
  const [bytes, where] = typeof source === "string" ? [await readFile(source), source] : [source, "model"];
  const model = decode(bytes, where);
  if (kind === undefined || model.kind === kind) return model;
  throw fault(
    "file-kind",
    where,
    `a model that ${kind} saved`,
    `one that ${model.kind} saved`,
    `use it with memoria ${model.kind.split("-")[0]}`,
  );
}

function decode(bytes: Uint8Array, where: string): Model {
  const file = decodeSafetensors(bytes, where);
  if (file.metadata.get(kindKey)?.startsWith("labeler ")) return new LabelModel(decodeLabeler(file, where));
  if (file.metadata.get(kindKey)?.startsWith("generator ")) return new GenerateModel(decodeGenerator(file, where));
  if (file.metadata.get(kindKey)?.startsWith("numbers-generator ")) return new NumbersModel(decodeNumbers(file, where));
  if (file.metadata.get(kindKey)?.startsWith("regressor ")) return new RegressModel(decodeRegressor(file, where));
  if (file.metadata.get(kindKey)?.startsWith("classifier ")) return new ClassifyModel(decodeClassifier(file, where));
  if (file.metadata.get(kindKey)?.startsWith("translator ")) return new TranslateModel(decodeTranslator(file, where));
  return new ForecastModel(decodeModel(bytes, where));
}

/** `load` with a kind. */
export const loadAs = <K extends Model["kind"]>(source: string | Uint8Array, kind: K): Promise<ModelOf<K>> => load(source, kind);
