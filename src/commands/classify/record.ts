import type { Classified, ClassifyModel } from "../../tasks/classify.ts";
import { csvCell, csvNumber, csvText } from "../parts/csv.ts";
import type { ReadCases, ReadRole, ReadSequence } from "./data.ts";

/** A run as data: the rows of predictions.csv and the JSON document. Decimal points and English keys whatever the language. */

/** A sequence's class as given by the net, beside the one that it has. */
export interface Answer {
  readonly part: "test" | "asked";
  readonly name: string;
  /** "" where it isn't known. */
  readonly actual: string;
  readonly predicted: string;
  readonly probability: number;
  readonly probabilities: ArrayLike<number>;
}

export interface ClassifyRun {
  readonly data: ReadCases;
  /** The file of --test. */
  readonly tested: ReadCases | undefined;
  readonly model: ClassifyModel;
  readonly answers: readonly Answer[];
  /** The windows as the command line, or the model's run, gave them. */
  readonly cut: { readonly window: string | undefined; readonly step: string | undefined };
}

export const columnsOf = ({ roles }: Pick<ReadCases, "roles">, role: ReadRole["role"]): readonly string[] =>
  roles.find((one) => one.role === role)?.columns ?? [];

/** The test's answers, by the net that was tested; the sequences are those of `test`'s places. */
export function testedAnswers(model: ClassifyModel, sequences: readonly ReadSequence[]): Answer[] {
  if (model.test === undefined) return [];
  const { places, actual, probabilities } = model.test;
  return places.map((place, k): Answer => {
    const own = Array.from(probabilities[k]);
    const best = own.indexOf(Math.max(...own));
    return {
      part: "test",
      name: sequences[place].name,
      actual: model.classes[actual[k]],
      predicted: model.classes[best],
      probability: own[best],
      probabilities: own,
    };
  });
}

/** Answers of sequences that were asked for. */
export const askedAnswers = (sequences: readonly ReadSequence[], given: readonly Classified[]): Answer[] =>
  given.map(({ label, probability, probabilities }, k) => ({
    part: "asked",
    name: sequences[k].name,
    actual: sequences[k].sequence.label ?? "",
    predicted: label,
    probability,
    probabilities,
  }));

/** `id,part,actual,predicted,probability` and a column `p_<class>` for each class. `part`: `test`, or `asked` for sequences without a class. */
export function predictionsCsv({ answers, model }: ClassifyRun): string {
  const header = ["id", "part", "actual", "predicted", "probability", ...model.classes.map((name) => `p_${name}`)].map(csvCell);
  const rows = answers.map(({ name, part, actual, predicted, probability, probabilities }) => [
    ...[name, part, actual, predicted].map(csvCell),
    csvNumber(probability),
    ...Array.from(probabilities, csvNumber),
  ]);
  return csvText([header, ...rows]);
}

const rounded = (value: number) => Number(value.toPrecision(9));

/** What `--json` prints and run.json keeps: schema 1. `probabilities` stand in the order of `classes`; warnings are codes with their fields. */
export function classifyDocument({ data, tested, model, answers, cut }: ClassifyRun) {
  const { spec, found, scores, classes } = model;
  const one = (role: ReadRole["role"]): string | null => columnsOf(data, role)[0] ?? null;
  return {
    schema: 1,
    command: "classify",
    data: {
      file: data.file,
      form: data.form,
      sha256: data.sha256,
      rows: data.rows,
      sequences: data.sequences.length,
      test: tested === undefined ? null : { file: tested.file, sha256: tested.sha256, sequences: tested.sequences.length },
      time: one("time"),
      id: one("id"),
      label: one("label"),
      text: one("text"),
      features: data.form === "text" ? [] : model.features,
      window: cut.window ?? null,
      step: cut.step ?? null,
      windowRows: data.window?.rows ?? null,
      stepRows: data.window?.step ?? null,
    },
    options: { ...spec, ownScale: spec.ownScale ?? false, balance: spec.balance ?? false, maxTime: spec.maxTime ?? null },
    classes,
    scores: { ...scores, trainedEpochs: found.epochs, refitted: found.refitted },
    predictions: answers.map(({ part, name, actual, predicted, probability, probabilities }) => ({
      id: name,
      part,
      actual: actual === "" ? null : actual,
      predicted,
      probability: rounded(probability),
      probabilities: Array.from(probabilities, rounded),
    })),
    warnings: data.notes.map(({ code, fields }) => ({ code, ...fields })),
  };
}
