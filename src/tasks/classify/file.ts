/** A classifier in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { type ModelError, show } from "../../errors.ts";
import { fault } from "../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../formats/safetensors.ts";
import { classifierOptions } from "../../option.ts";
import type { Values } from "../../values.ts";
import { parseDescription } from "../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import type { InputSpec } from "./encode.ts";
import { type Description, description } from "./file-schema.ts";
import type { ClassifyParts } from "./model.ts";
import { blankNet, weightShapes } from "./net.ts";
import { type ClassifierOptions, type ClassifierSpec, classifierSpec } from "./options.ts";

const kind = "classifier 1";

const tensorOf = ({ shape, data }: Values): FileTensor => ({ dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data });

/** The model as bytes; weights of net k are named `k.0.weight_ih_l0` and so on. */
export function encodeClassifier({ spec, found, scores, fitted }: ClassifyParts): Uint8Array<ArrayBuffer> {
  const { classes, input, nets, temperature } = fitted;
  const tensors = nets.flatMap((net, k) =>
    Object.entries(net.stateDict()).map(([name, values]) => [`${k}.${name}`, tensorOf(values)] as const),
  );
  const model = { spec, classes, nets: nets.length, temperature, input, found, scores };
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(model)],
  ] as const;
  return encodeSafetensors(new Map(tensors), new Map(metadata));
}

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a classifier, or a newer one),
 * `file-metadata`, `weights-mismatch`. Weights of the right shapes are there before any is made.
 */
export function decodeClassifier({ tensors, metadata }: SafetensorsFile, where: string): ClassifyParts {
  checkKind(metadata, kind, "classify", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(description, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  checkAgreement(model, at);
  const input = model.input as InputSpec;
  const shapes = weightShapes(spec, input, model.classes.length);
  const numbers = Array.from({ length: model.nets }, (_, k) => k);
  checkWeights(tensors, new Map(numbers.flatMap((k) => [...shapes].map(([name, shape]) => [`${k}.${name}`, shape] as const))), where);
  const nets = within(where, "weights-mismatch", () =>
    numbers.map((k) => {
      const net = blankNet(spec, input, model.classes.length);
      net.loadStateDict(new Map([...shapes.keys()].map((name) => [name, tensors.get(`${k}.${name}`) as FileTensor])));
      return net;
    }),
  );
  const { classes, temperature, found, scores } = model;
  return { spec, found, scores, fitted: { classes, input, nets, temperature } };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): ClassifierSpec {
  const known = Object.entries(raw).filter(([name]) => classifierOptions.some((option) => option === name));
  return classifierSpec(Object.fromEntries(known) as ClassifierOptions);
}

/** Does the description agree with itself? */
function checkAgreement({ classes, input, scores, spec, found, nets }: Description, where: string): void {
  const refuse = (field: string, expected: string, got: string): ModelError => fault("file-metadata", `${where} ${field}`, expected, got);
  const names = input.kind === "text" ? input.words : input.encoder.features.map(({ name }) => name);
  for (const [field, list] of [["classes", classes] as const, ["input", names] as const]) {
    const twice = list.find((name, k) => list.indexOf(name) !== k);
    if (twice !== undefined) throw refuse(field, "each name once", `${show(twice)} twice`);
  }
  const K = classes.length;
  if (scores.classes.length !== K) throw refuse("scores classes", `${K}`, `${scores.classes.length}`);
  if (scores.confusion.length !== K || scores.confusion.some((row) => row.length !== K))
    throw refuse("scores confusion", `${K} rows of ${K} counts`, `${scores.confusion.length} rows`);
  const [net, ...simple] = scores.methods.map(({ name }) => name);
  if (net !== (spec.cell ?? net) || simple.join() !== "nearest,majority")
    throw refuse("scores methods", `${show(spec.cell)}, nearest, majority`, [net, ...simple].join(", "));
  if (!simple.includes(scores.verdict.rival)) throw refuse("scores verdict rival", "nearest or majority", show(scores.verdict.rival));
  if (found.epochs.length > 100 || nets > 100) throw refuse("found epochs", "at most 100", `${found.epochs.length}`);
  if (input.kind === "numbers" && input.encoder.pastTarget) throw refuse("input encoder pastTarget", "false", "true");
}
