import type { CommandContext } from "../../../command.ts";
import { OptionError, show } from "../../../errors.ts";
import { sequenceGeneratorOptions } from "../../../option.ts";
import { readFile } from "../../../storage/node.ts";
import { labelNumber } from "../../../tasks/generate/numbers/data.ts";
import { planNumbers } from "../../../tasks/generate/numbers/fit.ts";
import { numbersSpec } from "../../../tasks/generate/numbers/options.ts";
import { generator, type NumbersModel } from "../../../tasks/generate.ts";
import { wrap } from "../../../text.ts";
import type { GenerateValues } from "../../generate.ts";
import { describe } from "../../label/describe.ts";
import { type Checkpoints, checkpointsOf } from "../../parts/checkpoint.ts";
import { checkup } from "../../parts/checkup.ts";
import { dynamicsFiles } from "../../parts/dynamics.ts";
import { keepFile, keepFolder } from "../../parts/keep.ts";
import { lineOf, modelFile, reportFile } from "../../parts/run-file.ts";
import type { Trained } from "../../parts/train.ts";
import { trainRun } from "../train.ts";
import { pageOf } from "./page.ts";
import { type ReadSequences, readSequences } from "./read.ts";
import { type DrawnSample, type NumbersRun, numbersDocument, sampleRow, samplesCsv, samplesHeader } from "./record.ts";
import { chartText, openedText, scoresTexts, trainedTexts } from "./show.ts";

/**
 * `memoria generate CSV`: sequences of numbers or of 0 and 1. A terminal gets samples as a chart; else they go to standard output as CSV, row by row as they
 * come.
 */

const say = (lines: readonly string[], { notes }: CommandContext): void =>
  notes.write(lines.map((line) => `${wrap(line, notes.columns, "    ").join("\n")}\n`).join(""));

/** `0.5,0.6` for one channel, `0,1;1,1` for two: frames of a beginning. Throws OptionError `prompt-invalid`. */
function startOf(prompt: string | undefined, channels: readonly string[]): number[][] {
  if (prompt === undefined) return [];
  const F = channels.length;
  const frames = prompt.split(F === 1 ? /[;,\s]+/ : /;/).map((frame) => frame.split(",").map((cell) => cell.trim()));
  const wrong = frames.find((frame) => frame.length !== F || frame.some((cell) => cell === "" || !Number.isFinite(Number(cell))));
  if (wrong === undefined) return frames.map((frame) => frame.map(Number));
  const expected = F === 1 ? "numbers such as 0.5,0.6" : `frames of ${F} numbers (${channels.join(",")}), such as 0,1;1,1 for two`;
  throw new OptionError({
    code: "prompt-invalid",
    where: "invalid --prompt",
    expected,
    got: show(wrong.join(",")),
    fields: { channels: channels.join(","), count: F, got: wrong.join(",") },
  });
}

/** Trains with a progress bar, a new model or a saved one further, and says how well it foresees the sequences. */
async function train(
  data: ReadSequences,
  values: GenerateValues,
  context: CommandContext,
  saved: NumbersModel | undefined,
  checkpoints: Checkpoints | undefined,
): Promise<Trained<NumbersModel>> {
  const { given, notes } = context;
  const own = sequenceGeneratorOptions.filter((name) => given.has(name)).map((name) => [name, values[name]]);
  const spec = numbersSpec(saved?.spec ?? Object.fromEntries(own));
  // Faults of the data, the label and the beginning, before the training.
  const { encoding, channels } = planNumbers(spec, data.sequences, saved?.parts);
  if (values.class !== undefined) labelNumber(encoding.labels, values.class);
  startOf(values.prompt, channels);
  const run = {
    command: "generate",
    cell: spec.cell,
    file: data.file,
    values,
    checkpoints,
    work: (task: Parameters<NumbersModel["update"]>[1], chosen: object) =>
      saved === undefined ? generator(spec).fit(data.sequences, task) : saved.update(data.sequences, { ...task, ...chosen }),
  };
  const trained = await trainRun(run, context);
  const { model, bar } = trained;
  say(trainedTexts(model, bar.seconds(), context), context);
  notes.write(`${scoresTexts(model, context, notes.columns).join("\n")}\n`);
  return trained;
}

/** Draws all samples, each row handed to `each` as it comes. Ends where the signal is aborted, or `gone` says that nobody reads. */
async function draw(
  model: NumbersModel,
  values: GenerateValues,
  { given, signal }: CommandContext,
  each: (row: string) => void,
  gone: () => boolean,
): Promise<Pick<NumbersRun, "samples" | "temperature" | "length" | "whole">> {
  const length = given.has("length") ? values.length : model.found.length;
  const temperature = given.has("temperature") ? values.temperature : 1;
  const start = startOf(values.prompt, model.channels);
  const labels = values.class !== undefined || model.labels.length === 0 ? [values.class] : model.labels;
  const samples: DrawnSample[] = [];
  for (const label of labels) {
    for (let k = 0; k < values.samples; k++) {
      const seed = values.seed + samples.length;
      const frames: Float64Array[] = [];
      samples.push({ label, seed, start, frames });
      const row = (frame: ArrayLike<number>, t: number) => each(sampleRow(samples.length, label, t, frame));
      for (let t = 0; t < start.length; t++) row(start[t], t + 1);
      try {
        for await (const frame of model.generate({ label, start, length, temperature, seed, signal })) {
          frames.push(frame);
          row(frame, start.length + frames.length);
          if (gone()) return { samples, temperature, length, whole: true };
        }
      } catch (error) {
        if (!signal.aborted) throw error;
        return { samples, temperature, length, whole: false };
      }
    }
  }
  return { samples, temperature, length, whole: true };
}

/** `saved`: a model, and where it is. */
export async function generateNumbers(
  context: CommandContext,
  file: string | undefined,
  values: GenerateValues,
  saved: { readonly path: string; readonly model: NumbersModel } | undefined,
): Promise<void> {
  const { words, numbers, out } = context;
  const known = saved && { channels: saved.model.channels, labelled: saved.model.labels.length > 0 };
  const data = file === undefined ? undefined : readSequences(file, await readFile(file), values, known);
  if (saved !== undefined) {
    startOf(values.prompt, saved.model.channels);
    if (values.class !== undefined) labelNumber(saved.model.labels, values.class);
    say([openedText(saved.path, saved.model, context)], context);
  }
  const trains = data !== undefined && (saved === undefined || values.update === true);
  if (data !== undefined) {
    const roll =
      saved === undefined && planNumbers(numbersSpec({ values: values.values }), data.sequences).roll && values.values === "auto";
    if (roll) data.notes.push({ code: "roll", fields: {} });
    context.notes.write(describe(data, context));
  }
  const checkpoints = values.out === undefined || !trains ? undefined : checkpointsOf(values.out, "generate", context);
  const trained = trains ? await train(data, values, context, saved?.model, checkpoints) : undefined;
  const model = trained?.model ?? (saved?.model as NumbersModel);
  if (data !== undefined && !trains) {
    const { nats, n } = model.evaluate(data.sequences);
    say([words.generate.numbers.scored(data.file, numbers.number(nats, 3), numbers.number(n))], context);
  }

  const kept = values.json === true || values.out !== undefined || values.csv !== undefined || values.report !== undefined;
  // A terminal gets the chart once all is drawn; a pipe gets rows.
  const rows = !out.live && values.json !== true;
  if (rows) out.write(`${samplesHeader(model)}\n`);
  const each = (row: string) => {
    if (rows) out.write(`${row}\n`);
  };
  const run: NumbersRun = { data, model, ...(await draw(model, values, context, each, () => out.closed === true && !kept)) };
  if (out.live && values.json !== true) out.write(`${chartText(run, context, out)}\n`);
  if (!run.whole) say([words.generate.cut], context);
  const document = numbersDocument(run);
  const opened = saved?.path;
  const line = lineOf({ name: "generate" }, file, context.given, values);
  const page =
    values.out === undefined && values.report === undefined
      ? ""
      : pageOf(run, { opened, trained: trains }, { line, curves: trained?.bar.curves() }, context);
  if (values.json) out.write(`${JSON.stringify(document, undefined, 2)}\n`);
  if (data !== undefined && trained !== undefined)
    checkup({ inside: model.inside(data.sequences), course: trained.bar.course(), facts: { ownPast: true } }, context);
  if (values.out !== undefined) {
    const names = await keepFolder(values.out, { memoria: context.version, ...document }, [
      [reportFile, page],
      ["samples.csv", samplesCsv(run)],
      [modelFile, (to) => model.save(to)],
      ...dynamicsFiles(trained?.dynamics),
    ]);
    checkpoints?.remove();
    say([words.forecast.kept(values.out, names.join(", "))], context);
  }
  if (values.csv !== undefined) await keepFile(values.csv, samplesCsv(run));
  if (values.report !== undefined) await keepFile(values.report, page);
  if (values.save !== undefined) await model.save(values.save);
  const single = [values.csv, values.report, values.save].filter((one) => one !== undefined);
  for (const one of single) say([words.forecast.keptFile(one)], context);
  if (values.out === undefined && single.length === 0 && trains) say([words.generate.numbers.notKept(`--out ${data.name}/`)], context);
}
