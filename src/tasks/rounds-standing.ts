/** Where a fit stands: trainings that have ended as weights, the running one as a trainer's snapshot; and that as bytes. */
import { encodeSafetensors, type FileTensor } from "../formats/safetensors-write.ts";
import type { State } from "../network.ts";
import type { Snapshot, TrainingResult } from "../trainer.ts";
import type { Values } from "../values.ts";
import { kindKey } from "./model-file.ts";

/** One training: its loss, and that of the validation part, by epoch. */
export interface Curve {
  readonly phase: "train" | "refit";
  readonly loss: readonly number[];
  readonly valLoss: readonly number[];
}

/** A training that has ended. */
export interface Ended {
  readonly result: TrainingResult;
  readonly curve: Curve;
  readonly weights: State;
}

/** One that was stopped. */
export interface Interrupted {
  readonly snapshot: Snapshot;
  readonly curve: Curve;
}

/** Where a fit stands. */
export interface Standing {
  readonly done: readonly Ended[];
  readonly now: Interrupted | undefined;
}

export const runKey = "memoria.fit";
export const kindOf = (task: string): string => `${task} checkpoint 1`;

/** `fingerprint` tells data and options. */
export function encodeRounds(task: string, fingerprint: string, { done, now }: Standing): Uint8Array<ArrayBuffer> {
  const entry = (name: string, { shape, data }: Values): [string, FileTensor] => [
    name,
    { dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data } as FileTensor,
  ];
  const tensors = new Map([
    ...done.flatMap(({ weights }, k) => Object.entries(weights).map(([name, values]) => entry(`done.${k}.${name}`, values))),
    ...Object.entries(now?.snapshot.tensors ?? {}).map(([name, values]) => entry(`now.${name}`, values)),
  ]);
  const run = {
    fingerprint,
    done: done.map(({ result, curve }) => ({ result, curve })),
    now: now === undefined ? null : { position: now.snapshot.position, run: now.snapshot.run, curve: now.curve },
  };
  const metadata = [
    [kindKey, kindOf(task)],
    [runKey, JSON.stringify(run)],
  ] as const;
  return encodeSafetensors(tensors, new Map(metadata));
}
