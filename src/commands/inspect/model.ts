import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { ModelError } from "../../errors.ts";
import { load, type Model } from "../../load.ts";
import type { Network } from "../../network.ts";
import type { Inside } from "../../task.ts";
import { openModel } from "../classify/opened.ts";
import { readCases } from "../classify/read.ts";
import type { ReadOptions } from "../parts/read.ts";
import { readDataFile } from "../parts/read.ts";
import { modelFile } from "../parts/run-file.ts";

/** Models as `inspect` sees them: what is in the file, and the net with data as it reads them. */

/** The file of a model: the path itself, or the model of a folder that `--out` made; undefined where it is something else. */
export async function modelPath(path: string, read: (path: string) => Promise<Uint8Array>): Promise<string | undefined> {
  if (existsSync(path) && statSync(path).isDirectory()) return existsSync(join(path, modelFile)) ? join(path, modelFile) : undefined;
  const head = (await read(path)).subarray(0, 9);
  // safetensors: the header's length in eight bytes, then JSON.
  const sized = head.length === 9 && head[8] === 0x7b && head.subarray(5, 8).every((byte) => byte === 0);
  return sized || path.endsWith(".safetensors") ? path : undefined;
}

/** A second file, or a page, is for models. */
export const notAModel = (path: string): ModelError =>
  new ModelError({
    code: "file-kind",
    where: path,
    expected: "a model that memoria saved, with data to look at it",
    got: "something else",
    hint: "memoria inspect MODEL DATA --report FILE; a CSV is inspected by itself",
  });

/** The model's nets, the first of each kind that it has. */
function netsOf(model: Model): readonly Network[] {
  switch (model.kind) {
    case "forecast":
      return model.parts.nets;
    case "classify":
      return model.parts.fitted.nets;
    default:
      return [];
  }
}

export interface Opened {
  readonly path: string;
  readonly model: Model;
  readonly nets: readonly Network[];
}

export async function open(path: string): Promise<Opened> {
  const model = await load(path);
  return { path, model, nets: netsOf(model) };
}

/** Facts that the doctor is told. */
export interface Known {
  readonly lookback?: number;
  readonly season?: number;
}

/** The net with data as it reads them; none for a task whose data the lenses don't look at, or where the rows are too few. */
export async function insideOf(
  { model, path }: Opened,
  file: string,
  values: Partial<ReadOptions>,
): Promise<{ inside: Inside | undefined; known: Known }> {
  if (model.kind === "forecast") {
    const data = await readDataFile(file, { ...(values as ReadOptions), horizon: model.spec.horizon });
    const { lookback, season } = model.found;
    return { inside: model.inside({ history: data.series.map(({ series }) => series) }), known: { lookback, season } };
  }
  if (model.kind === "classify") {
    const { remembered } = await openModel(path);
    const cases = await readCases(file, {} as Parameters<typeof readCases>[1], remembered);
    const labelled = cases.sequences.map(({ sequence }) => sequence).filter(({ label }) => label !== undefined);
    return { inside: labelled.length === 0 ? undefined : model.inside(labelled), known: {} };
  }
  return { inside: undefined, known: {} };
}
