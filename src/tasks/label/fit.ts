/** Training the net for the test, with early stopping, then on all labelled steps for as many updates. */
import { ModelError, show } from "../../errors.ts";
import { crossEntropy } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import { cosine } from "../../schedules/cosine.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import { bestEpoch, Rounds, updatesOf } from "../rounds.ts";
import type { Steps } from "./data.ts";
import { channelsIn, countClasses, type EncoderSpec, encodeSteps, fitEncoder } from "./encode.ts";
import { allowedAfter } from "./iob.ts";
import { type Fitted, netLabels } from "./methods.ts";
import { makeNet } from "./net.ts";
import type { LabelerSpec } from "./options.ts";
import type { Plan, Span } from "./plan.ts";
import { chooseRule, plainReading } from "./rule.ts";
import { daysOf, type LabelScores, recommendedOf, scoreLabels, type TestedMethod } from "./scores.ts";
import { fitThreshold, lastLabels, thresholdLabels } from "./simple.ts";
import { checkSource, type SourceOptions, trainingSource } from "./windows.ts";

/** The test behind the scores: each sequence's tested span, what was, and each method's labels. */
export interface LabelTest {
  readonly spans: readonly Span[];
  readonly methods: readonly TestedMethod[];
  /** The tested net's probability of its own label, by step of each span. */
  readonly probability: readonly Float64Array[];
}

export interface FitResult {
  readonly fitted: Fitted;
  readonly scores: LabelScores;
  readonly test: LabelTest;
  readonly recommended: string;
  /** Epochs of the best weights, in the training for the test. */
  readonly epochs: number;
  readonly refitted: boolean;
}

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitLabeler(spec: LabelerSpec, plan: Plan, sequences: readonly Steps[], options: TaskOptions): Promise<FitResult> {
  const rounds = new Rounds({ ...options, task: "label", data: sequences, spec, count: spec.refit ? 2 : 1 });

  const train = async (training: readonly Span[], validation: readonly Span[], phase: TaskProgress["phase"], updates?: number) => {
    const { encoder, wordCounts } = fitEncoder(sequences, training);
    if (encoder.classes.length < 2) throw oneClass(encoder.classes);
    const encoded = sequences.map((steps) => encodeSteps(steps, encoder));
    const net = makeNet(spec, encoder);
    const source: SourceOptions = {
      lookback: plan.lookback,
      batch: spec.batch,
      weights: weightsOf(sequences, training, encoder, spec),
      wordCounts,
      channels: channelsIn(encoder),
    };
    const batches = trainingSource(encoded, training, source);
    const checked = validation.some(({ from, to }) => to > from);
    const result = await rounds.train({
      phase,
      network: net,
      loss: crossEntropy(),
      optimizer: adam({ learningRate: spec.lr }),
      schedule: cosine({ updates: spec.epochs * batches.count, least: spec.lr / 100 }),
      batches,
      validation: checked && updates === undefined ? checkSource(encoded, validation, source) : undefined,
      epochs: spec.epochs,
      updates,
      seed: spec.seed,
      mayDiverge: phase === "refit",
    });
    return { encoder, net, result };
  };

  const first = await train(plan.training, plan.validation, "train");
  const fitted = readingOf(spec, plan, sequences, first.encoder, first.net);
  const test = runTest(spec, plan, sequences, fitted);
  const truths = cutLabels(sequences, plan.test);
  const scores = scoreLabels(truths, test.methods, daysOf(sequences, plan.test));
  const second = spec.refit ? await train(plan.whole, [], "refit", updatesOf(first.result)) : undefined;
  // One that diverged on all steps leaves the tested net.
  const again = second !== undefined && second.result.reason !== "diverged" ? second : undefined;
  const last =
    again === undefined
      ? fitted
      : { ...fitted, net: again.net, encoder: again.encoder, allowed: allowedIn(sequences, plan.whole, again.encoder, fitted) };
  return { fitted: last, scores, test, recommended: recommendedOf(scores), epochs: bestEpoch(first.result), refitted: again !== undefined };
}

/** Labels of the spans. */
const cutLabels = (sequences: readonly Steps[], spans: readonly Span[]): string[][] =>
  spans.map(({ from, to }, k) => sequences[k].label.slice(from, to));

const allowedIn = (
  sequences: readonly Steps[],
  spans: readonly Span[],
  { classes }: EncoderSpec,
  { reading }: Pick<Fitted, "reading">,
): Uint8Array | undefined => (reading.kind === "iob" ? allowedAfter(classes, cutLabels(sequences, spans)) : undefined);

/** How steps become events: chosen on the validation part, as the net labels it (on training where there is none). */
function readingOf(spec: LabelerSpec, plan: Plan, sequences: readonly Steps[], encoder: EncoderSpec, net: Network): Fitted {
  const counts = countClasses(sequences, plan.training);
  const reading = plainReading(counts, spec);
  const allowed = allowedIn(sequences, plan.training, encoder, { reading });
  const plain: Fitted = { encoder, net, lookback: plan.lookback, reading, allowed, majority: counts[0][0] };
  const checks = plan.validation.some(({ from, to }) => to > from) ? plan.validation : plan.training;
  const threshold = fitThreshold(sequences, plan.training, encoder.classes, reading);
  if (reading.kind === "iob") return plain;
  const labels = netLabels(plain, spec, sequences, checks).map(({ labels: own }) => own);
  return { ...plain, reading: chooseRule(cutLabels(sequences, checks), labels, reading, spec), threshold };
}

/** Every method on the test. */
function runTest(spec: LabelerSpec, plan: Plan, sequences: readonly Steps[], fitted: Fitted): LabelTest {
  const { reading, threshold, majority } = fitted;
  const spans = plan.test;
  const own = netLabels(fitted, spec, sequences, spans);
  const net = own.map(({ labels }) => labels);
  const last = lastLabels(sequences, spans, majority);
  const simple: readonly TestedMethod[] = [
    ...(threshold === undefined
      ? []
      : [
          {
            name: "threshold",
            kind: "simple",
            labels: spans.map(({ from, to }, k) => thresholdLabels(sequences[k], threshold.threshold).slice(from, to)),
            reading: threshold.reading,
          } as const,
        ]),
    ...(last === undefined ? [] : [{ name: "last-label", kind: "simple", labels: last, reading } as const]),
    {
      name: "majority",
      kind: "simple",
      labels: spans.map(({ from, to }) => new Array<string>(Math.max(0, to - from)).fill(majority)),
      reading,
    },
  ];
  return {
    spans,
    methods: [{ name: spec.cell, kind: "net", labels: net, reading }, ...simple],
    probability: own.map(({ probability }) => probability),
  };
}

/** What each class counts in the loss: 1, or so that all classes weigh the same. */
export function weightsOf(
  sequences: readonly Steps[],
  training: readonly Span[],
  { classes }: EncoderSpec,
  { balance }: LabelerSpec,
): number[] {
  if (!balance) return classes.map(() => 1);
  const counts = new Map(countClasses(sequences, training));
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return classes.map((name) => all / (classes.length * (counts.get(name) ?? 1)));
}

function oneClass(classes: readonly string[]): ModelError {
  const got = classes.length === 0 ? "none" : `only ${classes.map(show).join(", ")}`;
  return new ModelError({
    code: "label-one-class",
    where: "label",
    expected: "at least two classes in the training part",
    got,
    hint: "steps outside events need a class of their own: give them one, or say background",
    fields: { got },
  });
}
