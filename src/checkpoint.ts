/** Checkpoints: a training snapshot as safetensors, and back. */
import { readFile, writeAtomic } from "#storage";
import { show } from "./errors.ts";
import { fault } from "./formats/fault.ts";
import { decodeSafetensors, encodeSafetensors } from "./formats/safetensors.ts";
import type { Snapshot } from "./trainer.ts";

const kind = "checkpoint 1";
const [kindKey, positionKey, runKey] = ["memoria.kind", "memoria.position", "memoria.run"];

/** A snapshot as bytes: arrays under `model.`, `optimizer.`, `carried.` and `best.`, the place in the run as JSON metadata. */
export function encodeCheckpoint({ tensors, position, run }: Snapshot): Uint8Array<ArrayBuffer> {
  const arrays = Object.entries(tensors).map(([name, { shape, data }]) => {
    const dtype = data.BYTES_PER_ELEMENT === 4 ? ("F32" as const) : ("F64" as const);
    return [name, { dtype, shape, data }] as const;
  });
  const metadata = [
    [kindKey, kind],
    [positionKey, JSON.stringify(position)],
    [runKey, JSON.stringify(run)],
  ] as const;
  return encodeSafetensors(new Map(arrays), new Map(metadata));
}

/**
 * Bytes as a snapshot; `where` names them in errors. Throws ModelError for a file that isn't a checkpoint or is damaged
 * (`file-kind`, `file-metadata`, `file-…` of the container). Whether it belongs to a run, `trainer.restore` says.
 */
export function decodeCheckpoint(bytes: Uint8Array, where: string): Snapshot {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  const own = metadata.get(kindKey);
  if (own !== kind) {
    const got = own === undefined ? "a file without memoria's metadata" : show(own);
    throw fault("file-kind", where, `a ${kind} that memoria saved`, got, "give the checkpoint that a training run of this version wrote");
  }
  const position = readObject(metadata, positionKey, where);
  checkPosition(position, `${where}: ${positionKey}`);
  const run = readObject(metadata, runKey, where);
  for (const [name, value] of Object.entries(run)) {
    if (typeof value !== "string") throw fault("file-metadata", `${where}: ${runKey} ${show(name)}`, "a string", show(value));
  }
  const arrays = [...tensors].map(([name, { shape, data }]) => [name, { shape, data }] as const);
  return {
    tensors: Object.fromEntries(arrays),
    position: position as unknown as Snapshot["position"],
    run: run as Record<string, string>,
  };
}

/** Write a checkpoint whole or not at all. */
export const saveCheckpoint = (path: string, snapshot: Snapshot): Promise<void> => writeAtomic(path, encodeCheckpoint(snapshot));

/** Read a checkpoint for `trainer.restore`. */
export const loadCheckpoint = async (path: string): Promise<Snapshot> => decodeCheckpoint(await readFile(path), path);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function readObject(metadata: ReadonlyMap<string, string>, key: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(metadata.get(key) ?? "");
  } catch {
    throw fault("file-metadata", `${where}: ${key}`, "JSON", metadata.has(key) ? "something else" : "nothing");
  }
  if (!isObject(value)) throw fault("file-metadata", `${where}: ${key}`, "a JSON object", show(value));
  return value;
}

/** Every number that the trainer goes on from. JSON writes a number that isn't finite as null, which is refused with the rest. */
function checkPosition(position: Record<string, unknown>, where: string): void {
  const patience = isObject(position.patience) ? position.patience : {};
  const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);
  const checks: readonly [name: string, value: unknown, sound: boolean, expected: string][] = [
    ["epoch", position.epoch, isCount(position.epoch) && position.epoch !== 0, "an integer ≥ 1"],
    ["batch", position.batch, isCount(position.batch), "an integer ≥ 0"],
    ["step", position.step, isCount(position.step), "an integer ≥ 0"],
    ["lossSum", position.lossSum, Number.isFinite(position.lossSum), "a number"],
    ["grown", position.grown, isCount(position.grown), "an integer ≥ 0"],
    ["firstLoss", position.firstLoss, isNumberOrNull(position.firstLoss), "a number or null"],
    ["patience", position.patience, isObject(position.patience), "best, bestEpoch and waited"],
    ["patience.best", patience.best, isNumberOrNull(patience.best), "a number or null"],
    ["patience.bestEpoch", patience.bestEpoch, isCount(patience.bestEpoch), "an integer ≥ 0"],
    ["patience.waited", patience.waited, isCount(patience.waited), "an integer ≥ 0"],
    ["schedule", position.schedule, position.schedule !== undefined, "the schedule's state or null"],
  ];
  for (const [name, value, sound, expected] of checks) {
    if (!sound) throw fault("file-metadata", `${where} ${name}`, expected, show(value));
  }
}
