import { type CommandContext, Stopped } from "../../command.ts";
import { MemoriaError } from "../../errors.ts";
import { wordError } from "../../message.ts";
import { wrap } from "../../text.ts";
import type { Checkpoints } from "./checkpoint.ts";
import type { FitOptions, ForecastModel } from "./engine.ts";
import { startTraining } from "./progress.ts";

/** One training with its progress bar, its checkpoints, and what Ctrl-C leaves of it. */
export interface Training {
  /** What is trained: `lstm`. */
  readonly label: string;
  work(task: FitOptions): Promise<ForecastModel>;
  readonly checkpoints?: Checkpoints;
  /** The command line that goes on with it. */
  readonly resumeLine?: string;
  readonly resume?: Uint8Array;
  readonly workers?: FitOptions["workers"];
}

/** Trains, and says how that ended. Throws `Stopped` when the signal is aborted, with the checkpoint whole on disk. */
export async function train(
  { label, work, checkpoints, resumeLine, resume, workers }: Training,
  context: CommandContext,
): Promise<ForecastModel> {
  const { words, numbers, notes, signal } = context;
  const bar = startTraining(label, context);
  const task: FitOptions = {
    signal,
    onProgress: bar.report,
    workers,
    ...(checkpoints && { onCheckpoint: (bytes) => checkpoints.write(bytes) }),
    ...(resume && { resume }),
  };
  try {
    const model = await work(task);
    // A checkpoint that couldn't be written costs nothing now: the training is done, and its files are written next.
    await checkpoints?.settled().catch(() => false);
    signal.throwIfAborted();
    bar.stop();
    const text = words.forecast.trained(
      label,
      numbers.seconds(bar.seconds()),
      numbers.number(model.found.epochs),
      numbers.number(bar.rounds()),
      model.spec.refit,
    );
    notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
    return model;
  } catch (error) {
    bar.stop();
    if (!signal.aborted) throw error;
    throw new Stopped(await stoppedText(checkpoints, resumeLine, context), { cause: error });
  } finally {
    bar.stop();
  }
}

/** What Ctrl-C left, and how to go on. */
export async function stoppedText(
  checkpoints: Checkpoints | undefined,
  line: string | undefined,
  context: CommandContext,
): Promise<string> {
  const { words, notes } = context;
  try {
    const kept = ((await checkpoints?.settled()) ?? false) && line !== undefined;
    const text = wrap(kept ? words.keep.resumeWith : words.keep.stoppedForGood, notes.columns, "  ");
    // A line to be copied stays in one piece, however long.
    return [...text, ...(kept ? [`  ${line}`] : [])].join("\n");
  } catch (error) {
    if (!(error instanceof MemoriaError)) throw error;
    return wrap(words.keep.checkpointFailed(wordError(error, context)), notes.columns, "  ").join("\n");
  }
}
