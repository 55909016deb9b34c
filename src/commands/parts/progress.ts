import { SingleBar } from "cli-progress";
import { progressLine } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import { toAscii } from "../../text.ts";
import type { FitProgress } from "./engine.ts";

/** The bar of one training, on standard error. Without a terminal nothing moves: one line says how it ended. */
export interface Training {
  report(progress: FitProgress): void;
  /** Clears the bar. Call it whether training ended or failed. */
  stop(): void;
  /** Seconds since the start. */
  seconds(): number;
}

export function startTraining(label: string, epochs: number, context: CommandContext): Training {
  const { notes, words, numbers, clock } = context;
  const start = clock();
  let last: FitProgress = { epoch: 0, loss: Number.NaN, secondsLeft: Number.NaN };
  const details = () => [
    ...(Number.isFinite(last.secondsLeft) ? [words.progress.left(numbers.seconds(last.secondsLeft))] : []),
    ...(Number.isFinite(last.loss) ? [words.progress.loss(numbers.number(last.loss, 4))] : []),
    words.progress.stop,
  ];
  const format = () => {
    const share = epochs > 0 ? Math.min(1, last.epoch / epochs) : 0;
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
  bar?.start(epochs, 0);
  // Ctrl-C says something of its own: the bar goes first.
  context.signal.addEventListener("abort", stop, { once: true });
  return {
    report: (progress) => {
      last = progress;
      if (running) bar?.update(progress.epoch);
    },
    stop,
    seconds: () => (clock() - start) / 1000,
  };
}
