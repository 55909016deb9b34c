/**
 * Training: several nets, each with another part of the sequences for early stopping, so that every sequence teaches most of them and
 * judges one. Their probabilities are averaged; the temperature comes from the parts that judge.
 */
import { crossEntropy } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskProgress } from "../../task.ts";
import type { TrainingResult } from "../../trainer.ts";
import { bestEpoch, type Round, type Rounds } from "../rounds.ts";
import type { Case } from "./data.ts";
import { encodeCases, fitInput, type InputSpec } from "./encode.ts";
import { makeNet } from "./net.ts";
import type { ClassifierSpec } from "./options.ts";
import { averaged, findTemperature, logLoss, softmaxOf } from "./probability.ts";
import { checkSource, type Labelled, logitsOf, trainingSource } from "./source.ts";
import { foldsOf } from "./split.ts";

/** What predicts. */
export interface Fitted {
  readonly classes: readonly string[];
  readonly input: InputSpec;
  readonly nets: readonly Network[];
  /** Scores are divided by it. */
  readonly temperature: number;
}

/** How sure the nets are, on sequences that they didn't learn from. */
export interface Calibration {
  /** Log-loss of the validating sequences before the scores are divided by the temperature, and after; NaN without a validation part. */
  readonly before: number;
  readonly after: number;
  readonly n: number;
}

export interface Trained {
  readonly fitted: Fitted;
  readonly calibration: Calibration;
  /** Epochs of each net's best weights. */
  readonly epochs: readonly number[];
  readonly diverged: boolean;
}

/** Up to so many sequences, `auto` trains 5 nets. */
const fewCases = 1000;
/** Epochs without a better validation loss before a net's training stops: parts are small, and their loss goes up and down. */
const patience = 20;
const noise = 0.1;

/** Nets of a training: not more than the smallest class has recordings; 1 with a validation part of a fifth. */
export const netsOf = ({ folds }: ClassifierSpec, cases: readonly Case[]): number => {
  const recordings = new Set(cases.map(({ group }) => group)).size;
  const wanted = folds === "auto" ? (cases.length <= fewCases ? 5 : 1) : folds;
  return Math.max(1, Math.min(wanted, recordings));
};

/** Trains the nets of one phase, `netsOf` trainings of `rounds`. One of a refit that diverges makes `diverged` true. */
export async function trainNets(
  spec: ClassifierSpec,
  classes: readonly string[],
  cases: readonly Case[],
  rounds: Rounds,
  phase: TaskProgress["phase"],
): Promise<Trained> {
  const input = fitInput(cases, spec.ownScale ?? false);
  const data = labelled(cases, classes, input, spec.balance ?? false);
  const count = netsOf(spec, cases);
  const parts = foldsOf(cases, Math.max(count, Math.min(5, netsOf({ ...spec, folds: 5 }, cases))), spec.seed);
  const nets: Network[] = [];
  const results: TrainingResult[] = [];
  const judged: { logits: Float64Array; label: number }[] = [];
  for (let k = 0; k < count; k++) {
    const [learning, checking] = [take(data, parts, (part) => part !== k), take(data, parts, (part) => part === k)];
    const network = makeNet(spec, input, classes.length, spec.seed + k);
    const validation = checking.encoded.length > 0 ? { validation: checkSource(checking, input), patience } : {};
    results.push(
      await rounds.train({
        ...roundOf(spec, network, learning, input),
        ...validation,
        phase,
        seed: spec.seed + k,
        mayDiverge: phase === "refit",
      }),
    );
    nets.push(network);
    logitsOf(network, checking.encoded, input).forEach((logits, i) => {
      judged.push({ logits, label: checking.classes[i] });
    });
  }
  const [logits, labels] = [judged.map((one) => one.logits), judged.map(({ label }) => label)];
  const temperature = findTemperature(logits, labels);
  const lossAt = (t: number): number =>
    logLoss(
      logits.map((own) => softmaxOf(own, t)),
      labels,
    );
  const calibration = { before: lossAt(1), after: lossAt(temperature), n: judged.length };
  const diverged = results.some(({ reason }) => reason === "diverged");
  return { fitted: { classes, input, nets, temperature }, calibration, epochs: results.map(bestEpoch), diverged };
}

/** What every training has. */
export function roundOf(spec: ClassifierSpec, network: Network, learning: Labelled, input: InputSpec): Omit<Round, "phase"> {
  const n = learning.encoded.length;
  const size = spec.batch === "auto" ? Math.max(4, Math.min(32, Math.round(n / 8))) : spec.batch;
  const batches = trainingSource(learning, input, size, noise);
  return { network, loss: crossEntropy(), optimizer: adam({ learningRate: spec.lr }), batches, epochs: spec.epochs };
}

/** Weights: 1 each; balanced, so that each class has the same sum. */
export function labelled(cases: readonly Case[], classes: readonly string[], input: InputSpec, balance: boolean): Labelled {
  const own = cases.map(({ label }) => classes.indexOf(label as string));
  const counts = classes.map((_, c) => own.filter((other) => other === c).length);
  const weights = own.map((c) => (balance ? cases.length / (classes.length * counts[c]) : 1));
  return { encoded: encodeCases(cases, input), classes: own, weights };
}

function take({ encoded, classes, weights }: Labelled, parts: readonly number[], wanted: (part: number) => boolean): Labelled {
  const rows = Array.from(parts.keys()).filter((row) => wanted(parts[row]));
  return { encoded: rows.map((k) => encoded[k]), classes: rows.map((k) => classes[k]), weights: rows.map((k) => weights[k]) };
}

/** Probabilities of each class: one array a case. */
export function probabilitiesOf({ input, nets, temperature }: Fitted, cases: readonly Case[]): Float64Array[] {
  const encoded = encodeCases(cases, input);
  const byNet = nets.map((net) => logitsOf(net, encoded, input).map((logits) => softmaxOf(logits, temperature)));
  return cases.map((_, k) => averaged(byNet.map((list) => list[k])));
}
