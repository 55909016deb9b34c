import { type CommandContext, Stopped } from "../../command.ts";
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
}

/** Trains, and says how that ended. Throws `Stopped` when the signal is aborted, with the checkpoint whole on disk. */
export async function train({ label, work, checkpoints, resumeLine, resume }: Training, context: CommandContext): Promise<ForecastModel> {
  const { words, numbers, notes, signal } = context;
  const bar = startTraining(label, context);
  const task: FitOptions = {
    signal,
    onProgress: bar.report,
    ...(checkpoints && { onCheckpoint: (bytes) => checkpoints.write(bytes) }),
    ...(resume && { resume }),
  };
  try {
    const model = await work(task);
    await checkpoints?.settled();
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
    const kept = (await checkpoints?.settled()) ?? false;
    const goOn = kept && resumeLine !== undefined;
    const text = wrap(goOn ? words.keep.resumeWith : words.keep.stoppedForGood, notes.columns, "  ");
    // A line to be copied stays in one piece, however long.
    throw new Stopped([...text, ...(goOn ? [`  ${resumeLine}`] : [])].join("\n"), { cause: error });
  } finally {
    bar.stop();
  }
}
