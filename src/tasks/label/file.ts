/** A labeler in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { type ModelError, show } from "../../errors.ts";
import { fault } from "../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../formats/safetensors.ts";
import { labelerOptions } from "../../option.ts";
import type { Values } from "../../values.ts";
import { parseDescription } from "../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import { type Description, description } from "./file-schema.ts";
import type { LabelParts } from "./model.ts";
import { makeNet, weightShapes } from "./net.ts";
import { type LabelerOptions, type LabelerSpec, labelerSpec } from "./options.ts";
import { tokenViews } from "./tokens.ts";

const kind = "labeler 1";

/** The model as bytes. */
export function encodeLabeler({ spec, found, scores, recommended, fitted }: LabelParts): Uint8Array<ArrayBuffer> {
  const { encoder, net, reading, allowed, majority, threshold = null } = fitted;
  const K = encoder.classes.length;
  const rows = allowed && Array.from({ length: K + 1 }, (_, before) => allowed.subarray(before * K, (before + 1) * K).join(""));
  const model = { spec, found, recommended, scores, encoder, reading, allowed: rows ?? null, majority, threshold };
  const tensors = Object.entries(net.stateDict()).map(([name, values]) => [name, tensorOf(values)] as const);
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(model)],
  ] as const;
  return encodeSafetensors(new Map(tensors), new Map(metadata));
}

const tensorOf = ({ shape, data }: Values): FileTensor => ({ dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data });

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a labeler, or a newer one),
 * `file-metadata`, `weights-mismatch`. Weights of the right shapes are there before any is made.
 */
export function decodeLabeler({ tensors, metadata }: SafetensorsFile, where: string): LabelParts {
  checkKind(metadata, kind, "label", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(description, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  checkSizes(model, spec, at);
  const { encoder, found, scores, recommended, reading, majority } = model;
  checkWeights(tensors, weightShapes(spec, encoder), where);
  const net = within(where, "weights-mismatch", () => {
    const made = makeNet(spec, encoder, true);
    made.loadStateDict(tensors as ReadonlyMap<string, Values>);
    return made;
  });
  const allowed = model.allowed === null ? undefined : Uint8Array.from(model.allowed.join(""), Number);
  const threshold = model.threshold ?? undefined;
  return { spec, found, scores, recommended, fitted: { encoder, net, lookback: found.lookback, reading, allowed, majority, threshold } };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): LabelerSpec {
  const known = Object.entries(raw).filter(([name]) => labelerOptions.some((option) => option === name));
  return labelerSpec(Object.fromEntries(known) as LabelerOptions);
}

/** Does the description agree with itself? */
function checkSizes(model: Description, spec: LabelerSpec, where: string): void {
  const refuse = (field: string, expected: string, got: string): ModelError => fault("file-metadata", `${where} ${field}`, expected, got);
  const { encoder, allowed, threshold, majority, recommended, reading } = model;
  const { classes, features, views } = encoder;
  for (const [field, list] of [
    ["classes", classes],
    ["features", features.map(({ name }) => name)],
  ] as const) {
    const twice = list.find((name, k) => list.indexOf(name) !== k);
    if (twice !== undefined) throw refuse(`encoder ${field} ${show(twice)}`, "each name once", "two");
  }
  if (views.length !== 0 && views.length !== tokenViews.length)
    throw refuse("encoder views", `0 or ${tokenViews.length} of them`, `${views.length}`);
  if (views.length + features.length === 0) throw refuse("encoder", "features or words", "neither");
  const K = classes.length;
  if ((allowed !== null) !== (reading.kind === "iob"))
    throw refuse("allowed", "rows where the classes are tags, else none", allowed === null ? "none" : "rows");
  if (allowed !== null && (allowed.length !== K + 1 || allowed.some((row) => row.length !== K)))
    throw refuse("allowed", `${K + 1} rows of ${K}`, `${allowed.length} rows`);
  const methods = [spec.cell, ...(threshold === null ? [] : ["threshold"]), "majority"];
  if (!methods.includes(recommended)) throw refuse("recommended", `one of ${methods.join(", ")}`, show(recommended));
  if (threshold !== null && !features.some(({ name, kind: own }) => name === threshold.threshold.feature && own === "number"))
    throw refuse("threshold", "a feature of numbers", show(threshold.threshold.feature));
  if (!classes.includes(majority)) throw refuse("majority", "one of the classes", show(majority));
}
