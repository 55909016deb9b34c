/**
 * The doctor: reads what there is (the network and a batch, the course of a training, facts of the data) and names what is wrong. It
 * says nothing where nothing is: each rule has a threshold that healthy nets stay far from, written beside it.
 */
import type { Copying } from "../copying.ts";
import type { LensBatch, Place } from "../lens.ts";
import type { Loss } from "../loss.ts";
import type { Network } from "../network.ts";
import { onlyKnown } from "../range.ts";
import { dataRules } from "./doctor/data.ts";
import { networkRules } from "./doctor/network.ts";
import { trace } from "./doctor/trace.ts";
import { trainingRules } from "./doctor/training.ts";

/** What can be wrong. */
export type DiagnosisCode =
  | "gradient-vanishing"
  | "gradient-exploding"
  | "gates-saturated"
  | "gate-stuck"
  | "units-dead"
  | "not-finite"
  | "output-constant"
  | "memory-unused"
  | "data-unscaled"
  | "leak"
  | "lookback-short"
  | "copying"
  | "learning-rate-high"
  | "learning-rate-low"
  | "still-learning"
  | "overfitting"
  | "always-clipped";

/** One finding: its code, how bad it is, where, and its numbers. The command line words it in the user's language. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** `fault`: results can't be trusted. `warning`: something to try. `note`: good to know. */
  readonly level: "fault" | "warning" | "note";
  readonly place?: Place;
  readonly fields: Readonly<Record<string, number | string>>;
}

/** The course of a training; all lists in order. */
export interface Course {
  /** Mean loss of each epoch, and of the validation part where there is one. */
  readonly epochs: readonly { readonly loss: number; readonly valLoss?: number }[];
  /** Gradient norm of each update before clipping, as many as there are. */
  readonly gradNorms?: ArrayLike<number>;
  /** Norm clipped at. Default 1. */
  readonly clipNorm?: number;
  /** Why it ended, as the trainer says. */
  readonly reason?: string;
  /** Do the weights come from the epoch with the least validation loss? Default: where there is one. */
  readonly best?: boolean;
}

/** Facts of the data. */
export interface DataFacts {
  /** Steps that the net sees, and those of a season (1 for none). */
  readonly lookback?: number;
  readonly season?: number;
  /** Does the net repeat a simple forecast, and which: `naive` (the last value; the default) or `seasonal-naive`? */
  readonly copying?: Copying & { readonly of?: "naive" | "seasonal-naive" };
  /** The inputs hold the targets' own earlier steps, so that a likeness of the two is no leak. Default false. */
  readonly ownPast?: boolean;
}

export interface Evidence {
  readonly network?: Network;
  readonly batch?: LensBatch;
  readonly loss?: Loss;
  readonly course?: Course;
  readonly facts?: DataFacts;
}

export interface Checkup {
  readonly kind: "doctor";
  /** Worst first. */
  readonly diagnoses: Diagnosis[];
}

const levels = ["fault", "warning", "note"] as const;

/**
 * What is wrong, from whatever evidence there is. Nothing is changed. A net or batch with a number that isn't finite gets that diagnosis, and none
 * that would need its numbers. Throws OptionError for evidence of another name.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent, rnn } from "memoria";
 * const net = network(recurrent({ cell: rnn({ activation: "relu" }), input: 1, hidden: 4 }));
 * const inputs = { shape: [2, 30, 1], data: Array.from({ length: 60 }, (_, k) => 5000 + k) };
 * console.log(lenses.doctor({ network: net, batch: { inputs } }).diagnoses.map(({ code }) => code)); // data-unscaled, among others
 * ```
 */
export function doctor(evidence: Evidence): Checkup {
  onlyKnown(evidence, ["network", "batch", "loss", "course", "facts"]);
  const { network, batch, loss, course, facts } = evidence;
  const broken = network === undefined ? undefined : trace(network, batch);
  const diagnoses: Diagnosis[] = [
    ...(broken === undefined ? [] : [broken]),
    ...(network !== undefined && batch !== undefined && broken === undefined ? networkRules(network, batch, loss) : []),
    ...dataRules(batch, facts),
    ...(course === undefined ? [] : trainingRules(course)),
  ];
  return { kind: "doctor", diagnoses: levels.flatMap((level) => diagnoses.filter((one) => one.level === level)) };
}
