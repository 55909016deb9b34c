/** A generator of numbers in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { fault } from "../../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../../formats/safetensors.ts";
import { sequenceGeneratorOptions } from "../../../option.ts";
import { parseDescription } from "../../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../../model-file.ts";
import { numbersDescription } from "../file-schema.ts";
import type { NumbersParts } from "./model.ts";
import { makeNet, weightShapes } from "./net.ts";
import { type NumbersOptions, type NumbersSpec, numbersSpec } from "./options.ts";
import type { Encoding } from "./parts.ts";

const kind = "numbers-generator 1";

/** The model as bytes. */
export function encodeNumbers({ spec, channels, encoding, found, scores, network }: NumbersParts): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(network.stateDict()).map(([name, { shape, data }]): [string, FileTensor] => [
    name,
    { dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data },
  ]);
  const { labels, scales = null } = encoding;
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify({ spec, channels, labels, scales, found, scores })],
  ] as const;
  return encodeSafetensors(new Map(tensors), new Map(metadata));
}

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind`, `file-metadata`, `weights-mismatch`. Weights of the right
 * shapes are there before any is made.
 */
export function decodeNumbers({ tensors, metadata }: SafetensorsFile, where: string): NumbersParts {
  checkKind(metadata, kind, "generate", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(numbersDescription, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  const { channels, labels, found } = model;
  const refuse = (field: string, expected: string, got: string) => fault("file-metadata", `${at} ${field}`, expected, got);
  if (new Set(channels).size < channels.length) throw refuse("channels", "different names", "one twice");
  if (new Set(labels).size < labels.length) throw refuse("labels", "different names", "one twice");
  const scaled = found.kind === "roll" ? null : channels.length;
  if ((model.scales?.length ?? null) !== scaled)
    throw refuse("scales", scaled === null ? "none in a roll" : `${scaled}`, `${model.scales?.length ?? "none"}`);
  if (model.scales?.some(({ low, high }) => low > high)) throw refuse("scales", "low at most high", "another order");
  if (model.scores.methods[0]?.kind !== "net") throw refuse("scores", "the net first", "another method");
  const encoding: Encoding = { channels: channels.length, scales: model.scales ?? undefined, labels };
  const shapes = weightShapes(spec, encoding);
  checkWeights(tensors, shapes, where);
  const network = within(where, "weights-mismatch", () => {
    const made = makeNet(spec, encoding, true);
    made.loadStateDict(new Map([...shapes.keys()].map((name) => [name, tensors.get(name) as FileTensor])));
    return made;
  });
  const methods = model.scores.methods.map((score) => ({ ...score, nats: score.nats ?? Number.NaN }));
  return { spec, channels, encoding, found, scores: { ...model.scores, methods }, network };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): NumbersSpec {
  const known = Object.entries(raw).filter(([name]) => sequenceGeneratorOptions.some((option) => option === name));
  return numbersSpec(Object.fromEntries(known) as NumbersOptions);
}
