/** A regressor in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { type ModelError, show } from "../../errors.ts";
import { fault } from "../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../formats/safetensors.ts";
import { regressorOptions } from "../../option.ts";
import type { Values } from "../../values.ts";
import { parseDescription } from "../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import { channelsOf, type EncoderSpec } from "./encode.ts";
import { type Description, description } from "./file-schema.ts";
import { laggedRows } from "./linear.ts";
import { methodsOf } from "./methods.ts";
import type { RegressParts } from "./model.ts";
import { blankNets, weightShapes } from "./net.ts";
import { type RegressorOptions, type RegressorSpec, regressorSpec } from "./options.ts";

const kind = "regressor 1";

/** Names of the ridges in files. */
const ridgeNames = ["linear", "linear-lags"] as const;

/** The model as bytes. */
export function encodeRegressor({ spec, found, scores, recommended, bands, fitted }: RegressParts): Uint8Array<ArrayBuffer> {
  const { encoder, nets, ridges } = fitted;
  const netTensors = (["memory", "row"] as const).flatMap((net) =>
    Object.entries(nets[net].stateDict()).map(([name, values]) => [`${net}.${name}`, tensorOf(values)] as const),
  );
  const ridgeTensors = ridges.flatMap(({ weights, bias }, k) => [
    [`${ridgeNames[k]}.weight`, tensorOf({ shape: [1, weights.length], data: weights })] as const,
    [`${ridgeNames[k]}.bias`, tensorOf({ shape: [1], data: Float64Array.of(bias) })] as const,
  ]);
  const kept = ridges.map(({ rows, lambda }) => ({ rows, lambda }));
  const model: Description = { spec, found, recommended, scores, encoder, ridges: kept, bands: [...bands] } as unknown as Description;
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(model)],
  ] as const;
  return encodeSafetensors(new Map([...netTensors, ...ridgeTensors]), new Map(metadata));
}

const tensorOf = ({ shape, data }: Values): FileTensor => ({ dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data });

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a regressor, or a newer one),
 * `file-metadata`, `weights-mismatch`. Weights of the right shapes are there before any is made.
 */
export function decodeRegressor({ tensors, metadata }: SafetensorsFile, where: string): RegressParts {
  checkKind(metadata, kind, "regress", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(description, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  checkSizes(model, spec, at);
  const channels = channelsOf(model.encoder);
  const shapes = weightShapes(spec, channels);
  const ridgeShapes = model.ridges.flatMap(({ rows }, k) => [
    [`${ridgeNames[k]}.weight`, [1, rows * channels]] as const,
    [`${ridgeNames[k]}.bias`, [1]] as const,
  ]);
  const prefixed = (["memory", "row"] as const).flatMap((net) =>
    [...shapes[net]].map(([name, shape]) => [`${net}.${name}`, shape] as const),
  );
  checkWeights(tensors, new Map<string, readonly number[]>([...prefixed, ...ridgeShapes]), where);
  const nets = within(where, "weights-mismatch", () => {
    const made = blankNets(spec, channels);
    for (const net of ["memory", "row"] as const) {
      made[net].loadStateDict(new Map([...shapes[net].keys()].map((name) => [name, tensors.get(`${net}.${name}`) as FileTensor])));
    }
    return made;
  });
  const numbers = (name: string): Float64Array => Float64Array.from((tensors.get(name) as FileTensor).data as ArrayLike<number>);
  const ridges = model.ridges.map((ridge, k) => ({
    rows: ridge.rows,
    weights: numbers(`${ridgeNames[k]}.weight`),
    bias: numbers(`${ridgeNames[k]}.bias`)[0],
    lambda: ridge.lambda,
  }));
  const floor = model.found.nonNegative ? 0 : Number.NEGATIVE_INFINITY;
  const fitted = { encoder: model.encoder, lookback: model.found.lookback, nets, ridges, floor };
  return { spec, found: model.found, scores: model.scores, recommended: model.recommended, bands: new Map(model.bands), fitted };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): RegressorSpec {
  const known = Object.entries(raw).filter(([name]) => regressorOptions.some((option) => option === name));
  return regressorSpec(Object.fromEntries(known) as RegressorOptions);
}

/** Does the description agree with itself? */
function checkSizes({ found, scores, recommended, encoder, ridges, bands }: Description, spec: RegressorSpec, where: string): void {
  const refuse = (field: string, expected: string, got: string): ModelError => fault("file-metadata", `${where} ${field}`, expected, got);
  if (encoder.pastTarget !== (spec.pastTarget ?? false))
    throw refuse("encoder pastTarget", `${spec.pastTarget ?? false}`, `${encoder.pastTarget}`);
  const names = methodsOf(spec, found.lookback).map(({ name }) => name);
  const named = [...scores.methods.map(({ name }) => name), ...bands.map(([name]) => name), recommended];
  const stray = named.find((name) => !names.includes(name));
  if (stray !== undefined) throw refuse("recommended, scores, bands", `one of ${names.join(", ")}`, show(stray));
  for (const { name, byTest } of scores.methods)
    if (byTest.length !== scores.tests) throw refuse(`scores ${show(name)}`, `${scores.tests} scores by test`, `${byTest.length}`);
  for (const { half, n } of bands.flatMap(([, list]) => list))
    if (half.length !== 1 || n.length !== 1) throw refuse("bands", "1 step", `${half.length} half widths and ${n.length} counts`);
  checkFeatures(encoder, refuse);
  const rows = [1, laggedRows(channelsOf(encoder), found.lookback)].filter((count, k) => k === 0 || count > 1);
  const own = ridges.map((ridge) => ridge.rows);
  if (own.join(", ") !== rows.join(", ")) throw refuse("ridges", `rows ${rows.join(", ")}`, own.join(", "));
}

function checkFeatures({ features }: EncoderSpec, refuse: (field: string, expected: string, got: string) => ModelError): void {
  const seen = new Set<string>();
  for (const { name } of features) {
    if (seen.has(name)) throw refuse(`features ${show(name)}`, "each name once", "two");
    seen.add(name);
  }
}
