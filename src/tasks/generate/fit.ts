/** Training on the first nine tenths of a text, early stopping and scores on the last tenth. */
import type { Vocabulary } from "../../data/vocabulary.ts";
import { losses } from "../../losses/index.ts";
import { exp } from "../../math.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import { schedules } from "../../schedules/index.ts";
import type { TaskOptions } from "../../task.ts";
import { Rounds } from "../rounds.ts";
import { natsOf } from "./evaluate.ts";
import { makeNet } from "./net.ts";
import { NGram } from "./ngram.ts";
import type { GeneratorSpec } from "./options.ts";
import { planGenerate } from "./plan.ts";
import { rowsFor, strips } from "./strips.ts";

/** Training tokens that the net has read before the first one that is scored. */
const warm = 512;
/** Epochs without a better validation part before it stops. */
const patience = 5;
/** Training tokens that the n-grams count at most, the last ones: a Map holds some sixteen million counts. */
const counted = 2_000_000;

/** A method on the validation part. */
export interface GenerateScore {
  /** The cell, `5-gram` or `frequencies`. */
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Mean −log P of a token, in nats. */
  readonly nats: number;
  /** exp(nats). */
  readonly perplexity: number;
}

export interface GenerateScores {
  /** Tokens of the validation part that count, and those that the training part doesn't have. */
  readonly tokens: number;
  readonly unknown: number;
  /** The net first. */
  readonly methods: readonly GenerateScore[];
}

/** What was found in the text or by training. */
export interface GenerateFound {
  /** Tokens of the training and the validation part. */
  readonly training: number;
  readonly validation: number;
  /** Rows of a batch: the strips that the training part was cut into. */
  readonly rows: number;
  /** Epochs until the best weights, and all. */
  readonly best: number;
  readonly epochs: number;
  readonly updates: number;
  readonly reason: "finished" | "early-stopping" | "time-limit";
}

export interface Fitted {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly found: GenerateFound;
  readonly scores: GenerateScores;
}

/** Trains on a text, from new weights or with `before`, those of a net that has read another text. Rejects with the signal's reason when aborted. */
export async function fitGenerator(
  spec: GeneratorSpec,
  text: string,
  options: TaskOptions,
  before?: { readonly network: Network; readonly vocabulary: Vocabulary },
): Promise<Fitted> {
  const { numbers, cut, vocabulary, rows } = planGenerate(spec, text, before?.vocabulary);
  const training = numbers.subarray(0, cut);
  const network = before?.network ?? makeNet(spec, vocabulary.size);
  const batches = strips(training, { rows, steps: spec.truncate });
  const rest = numbers.subarray(cut - 1);
  const checks = strips(rest, { rows: rowsFor(rest.length, "auto", 1), steps: 2 * spec.truncate });
  const counts = rest.subarray(1).some((token) => token !== 0);
  const rounds = new Rounds({ ...options, task: "generate", data: [text, before?.network.stateDict()], spec, count: 1 });
  const result = await rounds.train({
    phase: "train",
    network,
    loss: losses.crossEntropy(),
    optimizer: adam({ learningRate: spec.lr }),
    schedule: schedules.cosine({ updates: spec.epochs * (batches.count ?? 1), least: spec.lr / 20 }),
    batches,
    ...(counts && { validation: checks, patience }),
    epochs: spec.epochs,
    carryState: true,
    seed: spec.seed,
  });
  const { best, epochs, steps, reason } = result;
  const found = {
    training: cut,
    validation: numbers.length - cut,
    rows,
    best: best?.epoch ?? epochs,
    epochs,
    updates: steps,
    // A round without a number of updates ends in no other way.
    reason: reason as GenerateFound["reason"],
  };
  return { network, vocabulary, found, scores: scoresOf(spec.cell, network, vocabulary.size, numbers, cut) };
}

/** The net, a 5-gram and the frequencies of the training part alone, each token given those before it, on the same tokens. */
function scoresOf(cell: string, network: Network, size: number, numbers: Int32Array, cut: number): GenerateScores {
  const { nats, n } = natsOf(network, numbers, cut, Math.max(0, cut - warm));
  const simple = [5, 1].map((order) => ({
    name: order === 1 ? "frequencies" : `${order}-gram`,
    kind: "simple" as const,
    nats: new NGram(numbers.subarray(Math.max(0, cut - counted), cut), size, order).nats(numbers, cut),
  }));
  const methods = [{ name: cell, kind: "net" as const, nats }, ...simple].map((score) => ({ ...score, perplexity: exp(score.nats) }));
  return { tokens: n, unknown: numbers.length - cut - n, methods };
}
