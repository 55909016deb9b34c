/** A translator in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { Vocabulary } from "../../data/vocabulary.ts";
import { fault } from "../../formats/fault.ts";
import { encodeSafetensors, type FileTensor, type SafetensorsFile } from "../../formats/safetensors.ts";
import { translatorOptions } from "../../option.ts";
import { parseDescription } from "../description.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import { type Description, description } from "./file-schema.ts";
import { sizesOf } from "./fit.ts";
import type { TranslateParts } from "./model.ts";
import { blankNet, weightShapes } from "./net.ts";
import { type TranslatorOptions, type TranslatorSpec, translatorSpec } from "./options.ts";

const kind = "translator 1";

/** The model as bytes. */
export function encodeTranslator({ spec, found, scores, vocabularies, network }: TranslateParts): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(network.stateDict()).map(([name, { shape, data }]): [string, FileTensor] => [
    name,
    { dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data },
  ]);
  const { source, target } = vocabularies;
  const model = { spec, found, scores, source: [...source.tokens], target: [...target.tokens] } as unknown as Description;
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(model)],
  ] as const;
  return encodeSafetensors(new Map(tensors), new Map(metadata));
}

/**
 * What a decoded file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a translator, or a newer one),
 * `file-metadata`, `weights-mismatch`. Weights of the right shapes are there before any is made.
 */
export function decodeTranslator({ tensors, metadata }: SafetensorsFile, where: string): TranslateParts {
  checkKind(metadata, kind, "translate", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(description, metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  const vocabularyOf = (side: "source" | "target") =>
    within(`${at} ${side}`, "file-metadata", () => new Vocabulary(spec.tokens, model[side]));
  const vocabularies = { source: vocabularyOf("source"), target: vocabularyOf("target") };
  if (model.scores.methods[0]?.kind !== "net") throw fault("file-metadata", `${at} scores`, "the net first", "another method");
  const shapes = weightShapes(spec, sizesOf(vocabularies));
  checkWeights(tensors, shapes, where);
  const network = within(where, "weights-mismatch", () => {
    const made = blankNet(spec, sizesOf(vocabularies));
    made.loadStateDict(new Map([...shapes.keys()].map((name) => [name, tensors.get(name) as FileTensor])));
    return made;
  });
  return { spec, found: model.found, scores: model.scores, vocabularies, network };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): TranslatorSpec {
  const known = Object.entries(raw).filter(([name]) => translatorOptions.some((option) => option === name));
  return translatorSpec(Object.fromEntries(known) as TranslatorOptions);
}
