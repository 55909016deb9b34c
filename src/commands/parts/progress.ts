import { SingleBar } from "cli-progress";
import type { Curve } from "../../chart.ts";
import { progressLine } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import type { Course } from "../../lenses/index.ts";
import { toAscii } from "../../text.ts";
import type { FitProgress } from "./engine.ts";

/** The bar of one training, on standard error. Without a terminal nothing moves: one line says how it ended. */
export interface Training {
  report(progress: FitProgress): void;
  /** Clears the bar. Call it whether training ended or failed. */
  stop(): void;
  /** Seconds since the start. */
  seconds(): number;
  /** Trainings so far: one a rolling origin for a short series, and one on all rows. */
  rounds(): number;
  /** Each training's losses by epoch; after a resume, without the epochs before it. */
  curves(): readonly Curve[];
  /** The course of the first training, for the doctor; none before its first epoch ends. */
  course(): Course | undefined;
}

interface Recorded extends Curve {
  readonly loss: number[];
  readonly valLoss: number[];
  readonly gradNorms: number[];
}

/** Without the epochs before a resume, which nobody saw. */
function courseOf({ loss, valLoss, gradNorms }: Recorded): Course | undefined {
  const epochs = loss
    .map((own, k) => ({ loss: own, ...(k in valLoss && { valLoss: valLoss[k] }) }))
    .filter(({ loss: own }) => !Number.isNaN(own));
  return epochs.length === 0 ? undefined : { epochs, gradNorms };
}

/** A training's losses, an epoch that came to its end at a time. */
function record({ loss, valLoss, gradNorms }: Recorded, { epoch, epochLoss, valLoss: validated, gradNorm }: FitProgress): void {
  const put = (list: number[], value: number | undefined) => {
    if (value === undefined) return;
    while (list.length < epoch - 1) list.push(Number.NaN);
    list[epoch - 1] = value;
  };
  put(loss, epochLoss);
  put(valLoss, validated);
  if (gradNorm !== undefined) gradNorms.push(gradNorm);
}

export function startTraining(label: string, context: CommandContext): Training {
  const { notes, words, numbers, clock } = context;
  const start = clock();
  let last: FitProgress = { phase: "train", epoch: 0, loss: Number.NaN, secondsLeft: Number.NaN };
  const trainings: Recorded[] = [];
  let share = 0;
  const seconds = () => (clock() - start) / 1000;
  const details = () => [
    ...(Number.isFinite(last.secondsLeft) ? [words.progress.left(numbers.seconds(last.secondsLeft))] : []),
    ...(Number.isFinite(last.loss) ? [words.progress.loss(numbers.number(last.loss, 4))] : []),
    ...(last.phase === "refit"
      ? [words.progress.refit]
      : trainings.length > 1
        ? [words.progress.round(numbers.number(trainings.length))]
        : []),
    words.progress.stop,
  ];
  const format = () => {
    const line = progressLine({ label, share, percent: numbers.percent(share), details: details() }, notes);
    return notes.unicode ? line : toAscii(line);
  };
  const bar = notes.live
    ? new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true, gracefulExit: false, emptyOnZero: true })
    : undefined;
  let running = true;
  const stop = () => {
    if (running) bar?.stop();
    running = false;
  };
  bar?.start(1, 0);
  // Ctrl-C says something of its own: the bar goes first.
  context.signal.addEventListener("abort", stop, { once: true });
  return {
    report: (progress) => {
      // A new training begins where the epochs do, or where the phase changes.
      const anew = progress.epoch < last.epoch || (progress.step ?? 0) < (last.step ?? 0) || progress.phase !== last.phase;
      if (trainings.length === 0 || anew) trainings.push({ phase: progress.phase, loss: [], valLoss: [], gradNorms: [] });
      record(trainings[trainings.length - 1], progress);
      last = progress;
      // Time done of all time, so that one bar spans all trainings; it never goes back, though the time left may grow.
      const all = seconds() + progress.secondsLeft;
      if (all > 0) share = Math.max(share, seconds() / all);
      if (running) bar?.update(share);
    },
    stop,
    seconds,
    rounds: () => Math.max(1, trainings.length),
    curves: () => trainings.map(({ phase, loss, valLoss }) => ({ phase, loss, valLoss })),
    course: () => (trainings.length === 0 ? undefined : courseOf(trainings[0])),
  };
}
