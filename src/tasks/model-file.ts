/** What every task's model file needs: its kind and description read strictly, its weights compared with those it must have. */
import type * as z from "zod/mini";
import { usableBackend } from "../backends/index.ts";
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

/** Parse the description. `where` names file and metadata key in errors. Throws ModelError `file-metadata` that names the field. */
export function parseDescription<S extends z.ZodMiniType>(schema: S, text: string | undefined, where: string): z.infer<S> {
  if (text === undefined) throw fault("file-metadata", where, "the model's description as JSON", "nothing");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fault("file-metadata", where, "JSON", "something else");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    const { spec } = parsed.data as { spec?: { backend?: string } };
    if (spec?.backend !== undefined) spec.backend = usableBackend(spec.backend);
    return parsed.data as z.infer<S>;
  }
  const [issue] = parsed.error.issues;
  const value = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], json);
  throw fault("file-metadata", [where, ...issue.path.map(String)].join(" "), expectedBy(issue), show(value));
}

/** What a schema wanted, in words. */
function expectedBy(issue: z.core.$ZodIssue): string {
  const things = "origin" in issue && issue.origin === "array" ? " entries" : "";
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "a whole number" : `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${things}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${things}`;
    default:
      return "another value";
  }
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
