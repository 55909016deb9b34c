import { type CommandContext, Stopped } from "../../command.ts";
import type { OptionName, OptionValues } from "../../option.ts";
import type { TaskOptions } from "../../task.ts";
import { type Checkpoints, openCheckpoint } from "../parts/checkpoint.ts";
import type { PageInput } from "../parts/facts.ts";
import { startTraining } from "../parts/progress.ts";
import { lineOf } from "../parts/run-file.ts";
import { stoppedText } from "../parts/train.ts";

/** A training of `generate`, whatever it reads: its bar, its checkpoints, what a saved model takes anew, what Ctrl-C leaves of it. */

export interface TrainingRun<M> {
  readonly cell: string;
  readonly file: string;
  readonly values: OptionValues<OptionName>;
  readonly checkpoints: Checkpoints | undefined;
  /** `chosen`: options of the command line that a saved model takes for training on. */
  work(task: TaskOptions, chosen: { readonly epochs?: number; readonly lr?: number; readonly maxTime?: number }): Promise<M>;
}

/** Throws `Stopped` when the signal is aborted, with the checkpoint whole on disk. */
export async function trainRun<M>(
  { cell, file, values, checkpoints, work }: TrainingRun<M>,
  context: CommandContext,
): Promise<{ readonly model: M; readonly seconds: number; readonly curves: PageInput["curves"] }> {
  const { signal, given } = context;
  const resume = values.resume && values.out !== undefined ? await openCheckpoint(values.out) : undefined;
  const training = startTraining(cell, context);
  const onCheckpoint = checkpoints && ((bytes: Uint8Array) => checkpoints.write(bytes));
  const chosen = (["epochs", "lr", "maxTime"] as const).filter((name) => given.has(name)).map((name) => [name, values[name]]);
  try {
    const model = await work(
      { signal, onProgress: training.report, onCheckpoint, resume, workers: values.workers },
      Object.fromEntries(chosen),
    );
    // One that couldn't be written costs nothing now.
    await checkpoints?.settled().catch(() => false);
    training.stop();
    return { model, seconds: training.seconds(), curves: training.curves() };
  } catch (error) {
    training.stop();
    if (!signal.aborted) throw error;
    const line = lineOf({ name: "generate" }, file, new Set<OptionName>([...given, "resume"]), { ...values, resume: true });
    throw new Stopped(await stoppedText(checkpoints, line, context), { cause: error });
  } finally {
    training.stop();
  }
}
