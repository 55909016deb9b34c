/** Training both nets for the tests, with early stopping, then on all known rows for as many updates. */
import { type ConformalBand, conformalBand } from "../../conformal.ts";
import { huber } from "../../losses/index.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import type { TrainingResult } from "../../trainer.ts";
import { bestEpoch, Rounds, updatesOf } from "../rounds.ts";
import { thinned } from "../thinned.ts";
import type { Rows } from "./data.ts";
import { channelsOf, type Encoded, fitEncoder } from "./encode.ts";
import { encodeAll, type Fitted, fitRidges, methodsOf, methodValues } from "./methods.ts";
import { makeNets, type Nets } from "./net.ts";
import type { RegressorSpec } from "./options.ts";
import { type Fold, type Plan, placesIn, type Span } from "./plan.ts";
import { type RegressScores, residualsBefore, scoreRegress, type TestedMethod } from "./scores.ts";
import { checkSource, type Place, trainingSource } from "./windows.ts";

/** Rows of the validation part that early stopping, λ and ranges look at, at most. */
const validationRows = 1000;

/** The test behind the scores: places, what was, and each method's values. */
export interface RegressTest {
  /** By test. */
  readonly places: readonly (readonly Place[])[];
  readonly actual: readonly Float64Array[];
  readonly methods: readonly TestedMethod[];
}

export interface FitResult {
  readonly fitted: Fitted;
  readonly scores: RegressScores;
  readonly test: RegressTest;
  /** By method's name; one step a band. */
  readonly bands: ReadonlyMap<string, readonly ConformalBand[]>;
  readonly recommended: string;
  /** Epochs of each net's best weights in the last test's training. */
  readonly epochs: Readonly<Record<keyof Nets, number>>;
  readonly refitted: boolean;
}

/** A training and how it ended. */
interface Trained {
  readonly fitted: Fitted;
  readonly encoded: readonly Encoded[];
  readonly results: Readonly<Record<keyof Nets, TrainingResult>>;
}

const netNames = ["memory", "row"] as const;

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitRegressor(spec: RegressorSpec, plan: Plan, sequences: readonly Rows[], options: TaskOptions): Promise<FitResult> {
  const tested = plan.blocks.length > 0;
  const count = netNames.length * (plan.folds.length + (spec.refit && tested ? 1 : 0));
  const rounds = new Rounds({ ...options, task: "regress", data: sequences, spec, count });

  /** Trains both nets on spans. `after`: the results of the tests' training, whose number of updates and λ are taken over. */
  const train = async (
    training: readonly Span[],
    checks: readonly Place[],
    phase: TaskProgress["phase"],
    after?: Trained,
  ): Promise<Trained> => {
    const encoder = fitEncoder(
      sequences,
      training.map(({ to }) => to),
      spec.pastTarget ?? false,
    );
    const encoded = encodeAll(sequences, encoder);
    const places = placesIn(sequences, training);
    const nets = makeNets(spec, channelsOf(encoder));
    const ridges = fitRidges(encoded, places, plan.lookback, after?.fitted.ridges.map(({ lambda }) => lambda) ?? checks);
    const results = new Map<keyof Nets, TrainingResult>();
    for (const name of netNames) {
      const result = await rounds.train({
        phase,
        network: nets[name],
        loss: huber(),
        optimizer: adam({ learningRate: spec.lr }),
        batches: trainingSource(encoded, training, plan.lookback, spec.batch),
        validation: checks.length > 0 ? checkSource(encoded, checks, name === "row" ? 1 : plan.lookback) : undefined,
        epochs: spec.epochs,
        updates: after === undefined ? undefined : updatesOf(after.results[name]),
        seed: spec.seed,
        mayDiverge: after !== undefined,
      });
      results.set(name, result);
    }
    const known = places.map(({ sequence, row }) => sequences[sequence].target[row]);
    const floor = known.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
    const fitted = { encoder, lookback: plan.lookback, nets, ridges, floor };
    return { fitted, encoded, results: Object.fromEntries(results) as Record<keyof Nets, TrainingResult> };
  };

  const checksOf = ({ validation }: Fold): readonly Place[] => thinned(placesIn(sequences, validation), validationRows);
  const trained: Trained[] = [];
  for (const fold of plan.folds) trained.push(await train(fold.training, checksOf(fold), "train"));
  const last = trained[trained.length - 1];
  const test = runTest(spec, plan, sequences, trained, plan.folds.map(checksOf));
  const scores = scoreRegress(test.actual, test.methods, spec.levels);
  const bands = new Map(
    test.methods.map((method) => {
      const sizes = residualsBefore(test.actual, method, plan.blocks.length).map(Math.abs);
      return [method.name, spec.levels.map((level) => conformalBand([sizes], level))] as const;
    }),
  );
  const second = spec.refit && tested ? await train(plan.whole, [], "refit", last) : undefined;
  // One that diverged on all rows leaves the tested nets.
  const again = second !== undefined && netNames.every((name) => second.results[name].reason !== "diverged") ? second : undefined;
  return {
    fitted: (again ?? last).fitted,
    scores,
    test,
    bands,
    recommended: scores.verdict.winner ?? spec.cell,
    epochs: { memory: bestEpoch(last.results.memory), row: bestEpoch(last.results.row) },
    refitted: again !== undefined,
  };
}

/** Every method at every test, and its residuals on the validation part before it. */
function runTest(
  spec: RegressorSpec,
  plan: Plan,
  sequences: readonly Rows[],
  trained: readonly Trained[],
  checks: readonly (readonly Place[])[],
): RegressTest {
  const places = plan.blocks.map((block) => placesIn(sequences, block));
  const actualAt = (list: readonly Place[]): Float64Array =>
    Float64Array.from(list, ({ sequence, row }) => sequences[sequence].target[row]);
  const actual = places.map(actualAt);
  const foldOf = (w: number): Trained => trained[Math.min(w, trained.length - 1)];
  const methods = methodsOf(spec, plan.lookback).map((method): TestedMethod => {
    const at = ({ fitted, encoded }: Trained, list: readonly Place[]): Float64Array => methodValues(method.name, fitted, encoded, list);
    return {
      ...method,
      values: places.map((list, w) => at(foldOf(w), list)),
      residuals: trained.map((fold, k) => {
        const values = at(fold, checks[k]);
        return actualAt(checks[k]).map((y, row) => y - values[row]);
      }),
    };
  });
  return { places, actual, methods };
}
