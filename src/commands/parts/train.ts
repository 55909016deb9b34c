import { type CommandContext, Stopped } from "../../command.ts";
import { MemoriaError } from "../../errors.ts";
import type { Dynamics } from "../../lenses/index.ts";
import { wordError } from "../../message.ts";
import type { CompleteValues, OptionName } from "../../option.ts";
import { wrap } from "../../text.ts";
import { type Checkpoints, checkpointsOf, openCheckpoint } from "./checkpoint.ts";
import { watched } from "./dynamics.ts";
import type { FitOptions, ForecastModel } from "./engine.ts";
import { type Training as Running, startTraining } from "./progress.ts";
import { lineOf } from "./run-file.ts";
import { say } from "./say.ts";

/** One training with its progress bar, its checkpoints, and what Ctrl-C leaves of it. */
export interface Training<Model> {
  /** What is trained: `lstm`. */
  readonly label: string;
  work(task: FitOptions): Promise<Model>;
  readonly checkpoints?: Checkpoints;
  /** The command line that goes on with it. */
  readonly resumeLine?: string;
  readonly resume?: Uint8Array;
  readonly workers?: FitOptions["workers"];
  /** Watch how the recurrent weights move. */
  readonly dynamics?: boolean;
}

/** What a bar saw of a training that has ended. */
export type Bar = Pick<Running, "seconds" | "rounds" | "curves" | "course">;

/** A model, and what its bar saw of the training. */
export interface Trained<Model> {
  readonly model: Model;
  readonly bar: Bar;
  /** Where it was watched. */
  readonly dynamics?: Dynamics | undefined;
}

/** Trains. Throws `Stopped` when the signal is aborted, with the checkpoint whole on disk. */
export async function trained<Model>(
  { label, work, checkpoints, resumeLine, resume, workers, dynamics = false }: Training<Model>,
  context: CommandContext,
): Promise<Trained<Model>> {
  const { signal } = context;
  const bar = startTraining(label, context);
  const looks = dynamics ? watched() : undefined;
  const task: FitOptions = {
    signal,
    onProgress: bar.report,
    workers,
    ...(checkpoints && { onCheckpoint: (bytes) => checkpoints.write(bytes) }),
    ...(resume && { resume }),
    ...(looks && { watch: looks.watch }),
  };
  try {
    const model = await work(task);
    // A checkpoint that couldn't be written costs nothing now: the training is done, and its files are written next.
    await checkpoints?.settled().catch(() => false);
    signal.throwIfAborted();
    return { model, bar, dynamics: looks?.result() };
  } catch (error) {
    bar.stop();
    if (!signal.aborted) throw error;
    throw new Stopped(await stoppedText(checkpoints, resumeLine, context), { cause: error });
  } finally {
    bar.stop();
  }
}

/** A training of a task whose options all stand on the command line. */
export interface TaskTraining<Model> {
  /** The command's name. */
  readonly command: string;
  readonly file: string;
  readonly label: string;
  work(task: FitOptions): Promise<Model>;
}

/** Trains with checkpoints in the folder of --out, from the one that is there with --resume. Throws ModelError `resume-nothing`, and as `trained` does. */
export async function trainTask<Model>(
  { command, file, label, work }: TaskTraining<Model>,
  values: CompleteValues<"out" | "resume" | "workers" | "dynamics">,
  context: CommandContext,
): Promise<Trained<Model> & { readonly checkpoints: Checkpoints | undefined }> {
  const { out, workers, dynamics } = values;
  const { given, words } = context;
  const resume = values.resume && out !== undefined ? await openCheckpoint(out) : undefined;
  if (resume !== undefined) say(words.keep.resuming(out ?? ""), context);
  const checkpoints = out === undefined ? undefined : checkpointsOf(out, command, context);
  const resumeLine = lineOf({ name: command }, file, new Set<OptionName>([...given, "resume"]), { ...values, resume: true });
  return { ...(await trained({ label, work, checkpoints, resumeLine, resume, workers, dynamics }, context)), checkpoints };
}

/** Trains a forecaster, and says how that ended. */
export async function train(training: Training<ForecastModel>, context: CommandContext): Promise<Trained<ForecastModel>> {
  const { words, numbers, notes } = context;
  const own = await trained(training, context);
  const { model, bar } = own;
  const text = words.forecast.trained(
    training.label,
    numbers.seconds(bar.seconds()),
    numbers.number(model.found.epochs),
    numbers.number(bar.rounds()),
    model.spec.refit,
  );
  notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
  return own;
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
