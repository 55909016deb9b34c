/** Training on sequences of numbers, early stopping on a part of its own, scores on another that nothing was chosen on. */
import type { Network } from "../../../network.ts";
import { adam } from "../../../optimizers/index.ts";
import { schedules } from "../../../schedules/index.ts";
import type { TaskOptions } from "../../../task.ts";
import { bestEpoch, Rounds } from "../../rounds.ts";
import { checkRoll, type Frames, fail, isRoll, type NumbersInput, toFrames } from "./data.ts";
import { netNats } from "./evaluate.ts";
import { lossOf } from "./head.ts";
import { simpleNats } from "./methods.ts";
import { makeNet } from "./net.ts";
import type { NumbersSpec } from "./options.ts";
import { type Encoding, leastFrames, type Part, type Parts, partsOf, pieces, sourceOf } from "./parts.ts";
import { fitScales } from "./scale.ts";

/** Frames that are read before the first one that validates. */
const warm = 256;
/** Epochs, and updates, without a better validation part before it stops. */
const patience = { epochs: 10, updates: 200 };

/** A method on the test part. */
export interface NumbersScore {
  /** The cell; for numbers `linear` (the last eight values), `last`, `mean`; for rolls `last`, `frequencies`. */
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Mean −log P (of numbers: density) of a frame, all its channels, in nats: less is better. NaN where none is tested. */
  readonly nats: number;
}

export interface NumbersScores {
  /** Frames that were tested. */
  readonly frames: number;
  /** The net first. */
  readonly methods: readonly NumbersScore[];
}

/** What was found in the sequences or by training. */
export interface NumbersFound {
  readonly kind: "numbers" | "roll";
  readonly sequences: number;
  /** Frames that train, validate and test, and how they were told apart. */
  readonly training: number;
  readonly validation: number;
  readonly test: number;
  readonly by: Parts["by"];
  /** Epochs until the best weights, and all. */
  readonly best: number;
  readonly epochs: number;
  readonly updates: number;
  readonly reason: "finished" | "early-stopping" | "time-limit";
  /** Frames of a sample, unless another length is asked for: the middle one of the lengths, at most 200. */
  readonly length: number;
}

export interface NumbersFitted {
  readonly network: Network;
  readonly encoding: Encoding;
  readonly channels: readonly string[];
  readonly found: NumbersFound;
  readonly scores: NumbersScores;
}

const count = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.to - part.count, 0);

/** How sequences will be used. Throws DataError for what can't be learnt from. */
export function planNumbers(spec: NumbersSpec, input: NumbersInput, before?: Pick<NumbersFitted, "encoding" | "channels">) {
  const { channels, frames } = toFrames(input, before?.channels);
  const roll =
    before === undefined ? spec.values === "roll" || (spec.values === "auto" && isRoll(frames)) : before.encoding.scales === undefined;
  if (roll) checkRoll(frames);
  const parts = partsOf(frames, spec.seed);
  const known = parts.training.reduce(
    (sum, { sequence, count: from, to }) => sum + knownIn(frames[sequence], from, to, channels.length),
    0,
  );
  if (known < leastFrames / 2) fail("frames-few", "training part", `at least ${leastFrames / 2} known values`, `${known}`);
  const labels = [...new Set(frames.flatMap(({ label }) => (label === undefined ? [] : [label])))].sort();
  const encoding: Encoding = before?.encoding ?? {
    channels: channels.length,
    scales: roll ? undefined : fitScales(frames, parts.training, channels.length),
    labels,
  };
  const unknown = labels.find((label) => !encoding.labels.includes(label));
  if (unknown !== undefined) fail("label-new", `label ${unknown}`, `one of ${encoding.labels.join(", ") || "none"}`, "a new one");
  if (encoding.labels.length > 0 && labels.length === 0) fail("label-missing", "sequences", "a label each", "none");
  return { channels, frames, parts, encoding, roll };
}

function knownIn({ values }: Frames, from: number, to: number, F: number): number {
  let n = 0;
  for (let k = from * F; k < to * F; k++) if (!Number.isNaN(values[k])) n++;
  return n;
}

/** Trains, from new weights or with `before`, those of a net that has seen others. Rejects with the signal's reason when aborted. */
export async function fitNumbers(
  spec: NumbersSpec,
  input: NumbersInput,
  options: TaskOptions,
  before?: Pick<NumbersFitted, "network" | "encoding" | "channels">,
): Promise<NumbersFitted> {
  const { channels, frames, parts, encoding, roll } = planNumbers(spec, input, before);
  const network = before?.network ?? makeNet(spec, encoding);
  const source = (some: readonly Part[], context: number, shuffle: boolean) =>
    sourceOf(pieces(some, 8 * spec.truncate, context), frames, encoding, spec.batch, shuffle);
  const batches = source(parts.training, 0, true);
  const longest = pieces(parts.training, 8 * spec.truncate, 0).reduce((most, part) => Math.max(most, part.to - part.from), 0);
  const updates = (batches.count ?? 1) * Math.ceil(longest / spec.truncate);
  const counts = count(parts.validation) > 0;
  const data = [frames.map(({ label = "", values }) => [label, values]), before?.network.stateDict()];
  const rounds = new Rounds({ ...withTime(options, spec.epochs * updates), task: "generate", data, spec, count: 1 });
  const result = await rounds.train({
    phase: "train",
    network,
    loss: lossOf(encoding),
    optimizer: adam({ learningRate: spec.lr }),
    schedule: schedules.cosine({ updates: spec.epochs * updates, least: spec.lr / 20 }),
    batches,
    ...(counts && {
      validation: source(parts.validation, warm, false),
      patience: Math.max(patience.epochs, Math.ceil(patience.updates / updates)),
    }),
    epochs: spec.epochs,
    truncate: spec.truncate,
    seed: spec.seed,
  });
  const lengths = frames.map(({ length }) => length).sort((a, b) => a - b);
  const found: NumbersFound = {
    kind: roll ? "roll" : "numbers",
    sequences: frames.length,
    training: count(parts.training),
    validation: count(parts.validation),
    test: count(parts.test),
    by: parts.by,
    length: Math.min(200, lengths[Math.floor(lengths.length / 2)]),
    best: bestEpoch(result),
    epochs: result.epochs,
    updates: result.steps,
    // A round without a number of updates ends in no other way.
    reason: result.reason as NumbersFound["reason"],
  };
  const net = netNats(network, encoding, frames, parts.test);
  const methods = [
    { name: spec.cell, kind: "net" as const, nats: net.nats },
    ...simpleNats(frames, parts.training, parts.test, encoding).map(({ name, nats }) => ({ name, kind: "simple" as const, nats })),
  ];
  return { network, encoding, channels, found, scores: { frames: net.n, methods } };
}

/** The time left of so many updates: pieces of a batch are updates too, which the trainer can't count ahead. */
function withTime(options: TaskOptions, updates: number): TaskOptions {
  const { onProgress } = options;
  if (onProgress === undefined) return options;
  const started = Date.now();
  let first = 0;
  return {
    ...options,
    onProgress: (progress) => {
      const { step } = progress;
      first ||= step - 1;
      onProgress({ ...progress, secondsLeft: ((Date.now() - started) / 1000 / (step - first)) * Math.max(0, updates - step) });
    },
  };
}
