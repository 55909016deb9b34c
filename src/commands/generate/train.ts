import type { CommandContext } from "../../command.ts";
import type { OptionName, OptionValues } from "../../option.ts";
import { type Checkpoints, openCheckpoint } from "../parts/checkpoint.ts";
import type { FitOptions } from "../parts/engine.ts";
import { lineOf } from "../parts/run-file.ts";
import { givenUpdate } from "../parts/together.ts";
import { type Trained, trained } from "../parts/train.ts";

/** A training of `generate` or `translate`, whatever it reads, with what a saved model takes anew. */

export interface TrainingRun<M> {
  /** The command's name. */
  readonly command: string;
  readonly cell: string;
  readonly file: string;
  readonly values: OptionValues<OptionName>;
  readonly checkpoints: Checkpoints | undefined;
  /** `chosen`: options of the command line that a saved model takes for training on. */
  work(task: FitOptions, chosen: { readonly epochs?: number; readonly lr?: number; readonly maxTime?: number }): Promise<M>;
}

/** Throws `Stopped` when the signal is aborted, with the checkpoint whole on disk. */
export async function trainRun<M>(
  { command, cell, file, values, checkpoints, work }: TrainingRun<M>,
  context: CommandContext,
): Promise<Trained<M>> {
  const { given } = context;
  const { out, workers, dynamics } = values;
  const resume = values.resume && out !== undefined ? await openCheckpoint(out) : undefined;
  const chosen = givenUpdate(given, values);
  const resumeLine = lineOf({ name: command }, file, new Set<OptionName>([...given, "resume"]), { ...values, resume: true });
  return trained({ label: cell, work: (task) => work(task, chosen), checkpoints, resumeLine, resume, workers, dynamics }, context);
}
