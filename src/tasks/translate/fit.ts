/** Training on pairs, early stopping on the validation part, scores on the test part. */
import { losses } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import { schedules } from "../../schedules/index.ts";
import type { TaskOptions } from "../../task.ts";
import { Rounds } from "../rounds.ts";
import { answers, mostTokens, type Translation } from "./answer.ts";
import { makeNet, type Sizes } from "./net.ts";
import type { TranslatorSpec } from "./options.ts";
import { pairBatches } from "./pairs.ts";
import { encoded, planTranslate, type TranslatePair, type TranslatePart, type Vocabularies } from "./plan.ts";
import { judge, questionsOf, simpleScores, type TranslateScores } from "./scores.ts";
import { textOf } from "./tokens.ts";

/** Epochs without a better validation part before it stops. */
const patience = 6;

/** An answer to a source of the test part. */
export interface TestedTranslation extends Translation {
  /** The targets that it has, as text. */
  readonly expected: readonly string[];
  /** It's one of them. */
  readonly right: boolean;
}

/** What was found in the pairs or by training. */
export interface TranslateFound {
  /** Pairs of each part. */
  readonly pairs: Readonly<Record<TranslatePart, number>>;
  /** Pairs left out, since their source is also in the test, or of the training, in the validation part. */
  readonly shared: number;
  /** Tokens of the longest training target. */
  readonly longest: number;
  /** Pairs of a batch. */
  readonly batch: number;
  /** Epochs until the best weights, and all. */
  readonly best: number;
  readonly epochs: number;
  readonly updates: number;
  readonly reason: "finished" | "early-stopping" | "time-limit";
}

export interface Fitted {
  readonly network: Network;
  readonly vocabularies: Vocabularies;
  readonly found: TranslateFound;
  readonly scores: TranslateScores;
  /** The answers to the test part's sources; a model from a file has none. */
  readonly tested?: readonly TestedTranslation[];
}

export const sizesOf = ({ source, target }: Vocabularies): Sizes => ({ sources: source.size, targets: target.size });

/** Trains on pairs, from new weights or with `before`, those of a net that has read others. Rejects with the signal's reason when aborted. */
export async function fitTranslator(
  spec: TranslatorSpec,
  pairs: readonly TranslatePair[],
  options: TaskOptions,
  before?: { readonly network: Network; readonly vocabularies: Vocabularies },
): Promise<Fitted> {
  const { parts, shared, vocabularies, batch } = planTranslate(spec, pairs, before?.vocabularies);
  const network = before?.network ?? makeNet(spec, sizesOf(vocabularies));
  const unknownInput = vocabularies.target.size;
  const batches = pairBatches(encoded(parts.train, vocabularies), { size: batch, shuffle: true, unknown: unknownInput });
  const rounds = new Rounds({ ...options, task: "translate", data: [pairs, before?.network.stateDict()], spec, count: 1 });
  const result = await rounds.train({
    phase: "train",
    network,
    loss: losses.crossEntropy(),
    optimizer: adam({ learningRate: spec.lr }),
    schedule: schedules.cosine({ updates: spec.epochs * (batches.count ?? 1), least: spec.lr / 20 }),
    batches,
    validation: pairBatches(encoded(parts.validation, vocabularies), { size: batch, shuffle: false, unknown: unknownInput }),
    patience,
    epochs: spec.epochs,
    seed: spec.seed,
  });
  const { best, epochs, steps, reason } = result;
  const found: TranslateFound = {
    pairs: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    shared,
    longest: parts.train.reduce((most, { target }) => Math.max(most, target.length), 0),
    batch,
    best: best?.epoch ?? epochs,
    epochs,
    updates: steps,
    // A round without a number of updates ends in no other way.
    reason: reason as TranslateFound["reason"],
  };
  const questions = questionsOf(parts.test);
  const how = { beam: spec.beam, maxLength: mostTokens(spec.maxLength, found.longest) };
  const tested: TestedTranslation[] = [];
  const sources = questions.map(({ source }) => source);
  for await (const answer of answers({ spec, network, vocabularies }, sources, how, options.signal)) {
    const expected = questions[tested.length].targets.map((target) => textOf(target, spec.tokens));
    tested.push({ ...answer, expected, right: expected.includes(answer.text) });
  }
  const judgement = judge(
    questions,
    tested.map(({ target }) => target),
  );
  const scores: TranslateScores = {
    sources: questions.length,
    unknown: tested.filter(({ unknown }) => unknown.length > 0).length,
    methods: [{ name: spec.cell, kind: "net", ...judgement }, ...simpleScores(parts.train, questions)],
  };
  return { network, vocabularies, found, scores, tested };
}
