/** Checkpoints: a training snapshot as safetensors, and back. */
import { readFile, writeAtomic } from "#storage";
import { ModelError } from "./errors.ts";
import { decodeSafetensors, encodeSafetensors } from "./formats/safetensors.ts";
import type { Snapshot } from "./trainer.ts";

const kind = "checkpoint 1";

/** A snapshot as bytes: arrays under `model.`, `optimizer.`, `carried.` and `best.`, the place in the run as JSON metadata. */
export function encodeCheckpoint({ tensors, position, run }: Snapshot): Uint8Array<ArrayBuffer> {
  const arrays = Object.entries(tensors).map(([name, { shape, data }]) => {
    const dtype = data.BYTES_PER_ELEMENT === 4 ? ("F32" as const) : ("F64" as const);
    return [name, { dtype, shape, data }] as const;
  });
  const metadata = new Map(
    Object.entries({ "memoria.kind": kind, "memoria.position": JSON.stringify(position), "memoria.run": JSON.stringify(run) }),
  );
  return encodeSafetensors(new Map(arrays), metadata);
}

/** Bytes as a snapshot; `where` names them in errors. Throws ModelError for a file that isn't a checkpoint or is damaged. */
export function decodeCheckpoint(bytes: Uint8Array, where: string): Snapshot {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  const own = metadata.get("memoria.kind");
  if (own !== kind)
    throw new ModelError({
      code: "file-kind",
      where,
      expected: `a ${kind}`,
      got: own ?? "a file without a kind",
      hint: "give the checkpoint that a training run wrote",
    });
  const parse = (key: string): Record<string, unknown> => {
    try {
      return JSON.parse(metadata.get(key) ?? "") as Record<string, unknown>;
    } catch (cause) {
      throw new ModelError({ code: "file-metadata", where: `${where}: ${key}`, expected: "JSON", got: "something else", cause });
    }
  };
  const position = parse("memoria.position") as unknown as Snapshot["position"];
  for (const name of ["epoch", "batch", "step", "lossSum"] as const) {
    if (typeof position[name] !== "number")
      throw new ModelError({ code: "file-metadata", where: `${where}: ${name}`, expected: "a number", got: typeof position[name] });
  }
  const arrays = [...tensors].map(([name, { shape, data }]) => [name, { shape, data }] as const);
  return { tensors: Object.fromEntries(arrays), position, run: parse("memoria.run") as Record<string, string> };
}

/** Write a checkpoint whole or not at all. */
export const saveCheckpoint = (path: string, snapshot: Snapshot): Promise<void> => writeAtomic(path, encodeCheckpoint(snapshot));

/** Read a checkpoint for `trainer.restore`. */
export const loadCheckpoint = async (path: string): Promise<Snapshot> => decodeCheckpoint(await readFile(path), path);
