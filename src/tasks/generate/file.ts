/** A generator in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { Vocabulary } from "../../data/vocabulary.ts";
import { fault } from "../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../formats/safetensors.ts";
import { generatorOptions } from "../../option.ts";
import { parseDescription } from "../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import { type Description, description } from "./file-schema.ts";
import type { GenerateParts } from "./model.ts";
import { makeNet, weightShapes } from "./net.ts";
import { type GeneratorOptions, type GeneratorSpec, generatorSpec } from "./options.ts";

const kind = "generator 1";

/** The model as bytes. */
export function encodeGenerator({ spec, found, scores, vocabulary, network }: GenerateParts): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(network.stateDict()).map(([name, { shape, data }]): [string, FileTensor] => [
    name,
    { dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data },
  ]);
  const model: Description = { spec, found, scores, tokens: [...vocabulary.tokens] } as unknown as Description;
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(model)],
  ] as const;
  return encodeSafetensors(new Map(tensors), new Map(metadata));
}

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a generator, or a newer one),
 * `file-metadata`, `weights-mismatch`. Weights of the right shapes are there before any is made.
 */
export function decodeGenerator({ tensors, metadata }: SafetensorsFile, where: string): GenerateParts {
  checkKind(metadata, kind, "generate", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(description, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  const vocabulary = within(at, "file-metadata", () => new Vocabulary(spec.tokens, model.tokens));
  if (model.scores.methods[0]?.kind !== "net") throw fault("file-metadata", `${at} scores`, "the net first", "another method");
  const shapes = weightShapes(spec, vocabulary.size);
  checkWeights(tensors, shapes, where);
  const network = within(where, "weights-mismatch", () => {
    const made = makeNet(spec, vocabulary.size, true);
    made.loadStateDict(new Map([...shapes.keys()].map((name) => [name, tensors.get(name) as FileTensor])));
    return made;
  });
  const methods = model.scores.methods.map((score) => ({
    ...score,
    nats: score.nats ?? Number.NaN,
    perplexity: score.perplexity ?? Number.NaN,
  }));
  return { spec, found: model.found, scores: { ...model.scores, methods }, vocabulary, network };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): GeneratorSpec {
  const known = Object.entries(raw).filter(([name]) => generatorOptions.some((option) => option === name));
  return generatorSpec(Object.fromEntries(known) as GeneratorOptions);
}
