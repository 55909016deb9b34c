import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { ModelError } from "../../errors.ts";
import { load, type Model } from "../../load.ts";
import type { Network } from "../../network.ts";
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

/** The model's nets that have a memory. */
function netsOf(model: Model): readonly Network[] {
  switch (model.kind) {
    case "forecast":
      return model.parts.nets;
    case "classify":
      return model.parts.fitted.nets;
    case "regress":
      return [model.parts.fitted.nets.memory];
    case "label":
      return [model.parts.fitted.net];
    default:
      return [model.network];
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
