/**
 * The trainings of one fit, one after another, and what is kept of them: a run that was stopped goes on from its checkpoint, to the
 * same bits. Finished trainings are kept as weights, the running one as a trainer's snapshot.
 */
import { ModelError, show } from "../../errors.ts";
import { fault } from "../../formats/fault.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../formats/safetensors.ts";
import type { State } from "../../network.ts";
import type { Snapshot, Trainer, TrainingResult } from "../../trainer.ts";
import type { Values } from "../../values.ts";
import { parseCheckpoint } from "./file-schema.ts";

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
}

interface Saved extends Ended {
  readonly weights: State;
}

interface Running {
  readonly trainer: Trainer;
  readonly curve: Curve;
}

const kind = "forecast checkpoint 1";
const [kindKey, runKey] = ["memoria.kind", "memoria.forecast"];

/** Least time between two checkpoints that nobody asked for. */
const every = 5000;

export class Rounds {
  readonly #fingerprint: string;
  readonly #keep: ((bytes: Uint8Array) => void) | undefined;
  readonly #done: Saved[] = [];
  /** Trainings that a checkpoint holds and that have not come by yet. */
  readonly #before: Saved[];
  #interrupted: { readonly snapshot: Snapshot; readonly curve: Curve } | undefined;
  #running: Running | undefined;
  #last = Date.now();

  /** `fingerprint` tells data and options; throws ModelError where the checkpoint has another, or is none. */
  constructor(fingerprint: string, keep?: (bytes: Uint8Array) => void, resume?: Uint8Array) {
    this.#fingerprint = fingerprint;
    this.#keep = keep;
    const saved = resume === undefined ? undefined : decode(resume, fingerprint);
    this.#before = saved?.done ?? [];
    this.#interrupted = saved?.interrupted;
  }

  /** The next training, if the checkpoint has it already. */
  finished(): Saved | undefined {
    const saved = this.#before.shift();
    if (saved !== undefined) this.#done.push(saved);
    return saved;
  }

  /** A training begins, or goes on: its curve so far. */
  begin(trainer: Trainer, phase: Curve["phase"]): { loss: number[]; valLoss: number[] } {
    const from = this.#interrupted;
    this.#interrupted = undefined;
    if (from !== undefined) trainer.restore(from.snapshot);
    const curve = { phase, loss: [...(from?.curve.loss ?? [])], valLoss: [...(from?.curve.valLoss ?? [])] };
    this.#running = { trainer, curve };
    return curve;
  }

  /** Between two updates: a checkpoint now and then, or at once. */
  note(now = false): void {
    if (this.#keep === undefined || (!now && Date.now() - this.#last < every)) return;
    this.#last = Date.now();
    this.#keep(this.bytes());
  }

  end(result: TrainingResult, weights: State): Ended {
    const curve = (this.#running as Running).curve;
    this.#running = undefined;
    this.#done.push({ result, curve, weights });
    this.note();
    return { result, curve };
  }

  get curves(): readonly Curve[] {
    return this.#done.map(({ curve }) => curve);
  }

  bytes(): Uint8Array {
    const snapshot = this.#running?.trainer.snapshot();
    const entry = (name: string, { shape, data }: Values): [string, FileTensor] => [
      name,
      { dtype: data.BYTES_PER_ELEMENT === 4 ? "F32" : "F64", shape, data } as FileTensor,
    ];
    const tensors = new Map([
      ...this.#done.flatMap(({ weights }, k) => Object.entries(weights).map(([name, values]) => entry(`done.${k}.${name}`, values))),
      ...Object.entries(snapshot?.tensors ?? {}).map(([name, values]) => entry(`now.${name}`, values)),
    ]);
    const run = {
      fingerprint: this.#fingerprint,
      done: this.#done.map(({ result, curve }) => ({ result, curve })),
      now: snapshot === undefined ? null : { position: snapshot.position, run: snapshot.run, curve: (this.#running as Running).curve },
    };
    return encodeSafetensors(
      tensors,
      new Map([
        [kindKey, kind],
        [runKey, JSON.stringify(run)],
      ]),
    );
  }
}

const where = "checkpoint";

function decode(bytes: Uint8Array, fingerprint: string): { done: Saved[]; interrupted?: { snapshot: Snapshot; curve: Curve } } {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  const own = metadata.get(kindKey);
  if (own !== kind)
    throw fault(
      "file-kind",
      where,
      `a ${kind} that memoria saved`,
      own === undefined ? "a file without memoria's metadata" : show(own),
      "give the checkpoint of a forecast",
    );
  const run = parseCheckpoint(metadata.get(runKey), `${where}: ${runKey}`);
  if (run.fingerprint !== fingerprint) {
    const part = differs(run.fingerprint, fingerprint);
    throw new ModelError({
      code: "resume-mismatch",
      where: `resume: ${part}`,
      expected: `the ${part} that the run began with`,
      got: "others",
      hint: "go on with the options and data that the run started with, or train anew",
      fields: { what: part },
    });
  }
  const under = (prefix: string): State =>
    Object.fromEntries(
      [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { shape, data }]) => [name.slice(prefix.length), { shape, data }]),
    );
  const done = run.done.map((ended, k) => ({ ...ended, weights: under(`done.${k}.`) }));
  if (run.now === null) return { done };
  const { position, run: identity, curve } = run.now;
  return {
    done,
    interrupted: { snapshot: { tensors: under("now."), position: position as unknown as Snapshot["position"], run: identity }, curve },
  };
}

const differs = (a: string, b: string): string => (a.split(" ")[0] === b.split(" ")[0] ? "options" : "data");
