/** What every task's model file needs: its kind read strictly, its weights compared with those it must have. */
import { MemoriaError, type ModelError, show } from "../errors.ts";
import { fault } from "../formats/fault.ts";
import type { FileTensor } from "../formats/safetensors.ts";
import { sameShape, shapeText } from "../values.ts";

/** Newer minor things may be added to the metadata; a newer kind is refused. */
export const libraryVersion = "0.1.0";
export const [kindKey, versionKey, modelKey] = ["memoria.kind", "memoria.version", "memoria.model"];

/** Throws ModelError `file-kind` unless the metadata name `kind`, such as `regressor 1`; `made` is the command that saves it. */
export function checkKind(metadata: ReadonlyMap<string, string>, kind: string, made: string, where: string): void {
  const own = metadata.get(kindKey);
  if (own === kind) return;
  const newer = own?.startsWith(`${kind.split(" ")[0]} `) === true;
  const version = metadata.get(versionKey);
  const by = newer && version !== undefined ? ` of memoria ${show(version)}` : "";
  const got = own === undefined ? "a file without memoria's metadata" : show(own) + by;
  const hint = newer ? `this is memoria ${libraryVersion}: take a newer one` : `give a model that ${made} saved`;
  throw fault("file-kind", where, `a ${kind} that memoria saved`, got, hint);
}

/** Are these the weights, all of them and no more, of the right shapes? Throws ModelError `weights-mismatch`. */
export function checkWeights(
  tensors: ReadonlyMap<string, FileTensor>,
  shapes: ReadonlyMap<string, readonly number[]>,
  where: string,
): void {
  const refuse = (name: string, expected: string, got: string): ModelError =>
    fault("weights-mismatch", `${where}: weight ${show(name)}`, expected, got);
  for (const [name, shape] of shapes) {
    const own = tensors.get(name);
    if (own === undefined) throw refuse(name, `an array ${shapeText(shape)}`, "none");
    if (!sameShape(own.shape, shape)) throw refuse(name, shapeText(shape), shapeText(own.shape));
    const bad = Array.prototype.find.call(own.data, (value: number | bigint) => !Number.isFinite(Number(value)));
    if (bad !== undefined) throw refuse(name, "finite numbers", show(bad));
  }
  for (const name of tensors.keys()) if (!shapes.has(name)) throw refuse(name, "no such weight", "one");
}

/** A refusal of what came from the file names the file. */
export function within<T>(where: string, code: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof MemoriaError)) throw error;
    throw fault(code, `${where}: ${error.where}`, error.expected, error.got, error.hint);
  }
}
