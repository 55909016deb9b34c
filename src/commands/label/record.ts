import type { FoundEvent, Labelled, LabelModel, LabelScores } from "../../tasks/label.ts";
import { csvCell, csvNumber, csvText } from "../parts/csv.ts";
import type { ReadLabels, ReadRole } from "./data.ts";

/** A run as data: the steps of labels.csv, the events of events.csv and the JSON document. Decimal points and English keys whatever the language. */

/** Where a step stands: a tested step's label is that of the net that hadn't seen it; the others' of the kept model. `asked`: after the last known label, or where none is. */
export type StepPart = "train" | "validation" | "test" | "asked";

export interface LabelledSequence {
  readonly id: string | undefined;
  readonly predicted: readonly string[];
  readonly probability: Float64Array;
  readonly parts: readonly StepPart[];
  readonly events: readonly FoundEvent[];
}

export interface LabelRun {
  readonly data: ReadLabels;
  readonly model: LabelModel;
  /** Of the test, or with a saved model of the labels in the file; none where none is known. */
  readonly scores: LabelScores | undefined;
  readonly sequences: readonly LabelledSequence[];
}

export const columnsOf = ({ roles }: Pick<ReadLabels, "roles">, role: ReadRole["role"]): readonly string[] =>
  roles.find((one) => one.role === role)?.columns ?? [];

/** What each step was labelled, by whom it may be judged, and the events. `trained`: on the steps with a label, as an updated model was; of a fitted one its plan says more. */
export function labelledSequences(
  data: ReadLabels,
  model: LabelModel,
  labelled: readonly Labelled[],
  trained: boolean,
): LabelledSequence[] {
  const { plan, test } = model;
  const method = test?.methods.find(({ name }) => name === model.recommended);
  return labelled.map(({ id, label, probability }, k) => {
    const { truth } = data.sequences[k];
    const predicted = [...label];
    const own = Float64Array.from(probability);
    const parts = truth.map((name): StepPart => (trained && name !== "" && plan === undefined ? "train" : "asked"));
    if (plan !== undefined && test !== undefined) {
      for (const [part, spans] of [
        ["train", plan.training],
        ["validation", plan.validation],
        ["test", plan.test],
      ] as const)
        parts.fill(part, spans[k].from, Math.max(spans[k].from, spans[k].to));
      const { from, to } = test.spans[k];
      for (let t = from; t < to && method !== undefined; t++) {
        predicted[t] = method.labels[k][t - from];
        if (method.kind === "net") own[t] = test.probability[k][t - from];
      }
    }
    return { id, predicted, probability: own, parts, events: model.events(predicted, own) };
  });
}

const keyNames = (data: ReadLabels): string[] =>
  data.form === "conll" ? ["sentence"] : columnsOf(data, "id").length > 0 ? [...columnsOf(data, "id")] : [];

const keyCells = (data: ReadLabels, k: number, id: string | undefined): string[] =>
  data.form === "conll" ? [`${k + 1}`] : columnsOf(data, "id").length > 0 ? [csvCell(id ?? "")] : [];

/** Every step: the file's time and id columns (for words: sentence and token), `part`, `label` (what the file says, or empty), `predicted`, `probability`. */
export function labelsCsv({ data, sequences }: LabelRun): string {
  const [time = "row"] = columnsOf(data, "time");
  const header = [...keyNames(data), ...(data.form === "conll" ? ["token"] : [time]), "part", "label", "predicted", "probability"].map(
    csvCell,
  );
  const rows = sequences.flatMap(({ id, predicted, probability, parts }, k) => {
    const { labels, truth, steps } = data.sequences[k];
    const key = keyCells(data, k, id);
    return predicted.map((name, t) => [
      ...key,
      csvCell(data.form === "conll" ? (steps.tokens?.[t] ?? "") : labels[t]),
      parts[t],
      csvCell(truth[t]),
      csvCell(name),
      csvNumber(probability[t]),
    ]);
  });
  return csvText([header, ...rows]);
}

/** The part that an event's first step is of. */
const partOf = ({ parts }: LabelledSequence, { from }: FoundEvent): StepPart => parts[from];

/** Every event: id (for words: the sentence), `start`, `end` (its first and last step), `label`, `steps`, `probability`, `part`; for words also `text`. `--events` reads it. */
export function eventsCsv({ data, sequences }: LabelRun): string {
  const words = data.form === "conll";
  const key = words ? ["sentence"] : columnsOf(data, "id").length > 0 ? ["id"] : [];
  const header = [...key, "start", "end", "label", "steps", "probability", "part", ...(words ? ["text"] : [])];
  const rows = sequences.flatMap((own, k) => {
    const { labels, steps } = data.sequences[k];
    return own.events.map((event) => [
      ...keyCells(data, k, own.id),
      csvCell(labels[event.from]),
      csvCell(labels[event.to - 1]),
      csvCell(event.label),
      `${event.to - event.from}`,
      csvNumber(event.probability),
      partOf(own, event),
      ...(words ? [csvCell((steps.tokens ?? []).slice(event.from, event.to).join(" "))] : []),
    ]);
  });
  return csvText([header, ...rows]);
}

/** Events as the screen and JSON show them: in order, those that no training saw (tested, then asked) before the others. */
export function listedEvents({ data, sequences }: LabelRun) {
  const all = sequences.flatMap((own, k) =>
    own.events.map((event) => {
      const { labels, steps } = data.sequences[k];
      const [start, end] = [labels[event.from], labels[event.to - 1]];
      const text = steps.tokens?.slice(event.from, event.to).join(" ");
      const series = data.form === "conll" ? `${k + 1}` : (own.id ?? null);
      return {
        series,
        start,
        end,
        label: event.label,
        steps: event.to - event.from,
        probability: event.probability,
        part: partOf(own, event),
        text,
      };
    }),
  );
  const rank = (part: StepPart): number => ["asked", "test", "validation", "train"].indexOf(part);
  return all
    .map((event, k) => ({ event, k }))
    .sort((a, b) => rank(a.event.part) - rank(b.event.part) || a.k - b.k)
    .map(({ event }) => event);
}

/** What `--json` prints and run.json keeps: schema 1. Times are text as in the data; warnings are codes with their fields. */
export function labelDocument(run: LabelRun) {
  const { data, model, scores } = run;
  const { spec, found, recommended, classes, background } = model;
  const { reading } = model.parts.fitted;
  return {
    schema: 1,
    command: "label",
    data: {
      file: data.file,
      sha256: data.sha256,
      form: data.form,
      rows: data.rows,
      series: data.sequences.length,
      time: columnsOf(data, "time")[0] ?? null,
      id: columnsOf(data, "id")[0] ?? null,
      label: columnsOf(data, "label")[0] ?? null,
      features: columnsOf(data, "features"),
      classes,
      background: background ?? null,
      split: found.split,
      steps: found.steps,
    },
    options: {
      ...spec,
      lookback: found.lookback,
      causal: spec.causal ?? false,
      balance: spec.balance ?? false,
      background: background ?? null,
      minLength: reading.kind === "runs" ? reading.minLength : null,
      mergeGap: reading.kind === "runs" ? reading.mergeGap : null,
      maxTime: spec.maxTime ?? null,
    },
    scores: scores === undefined ? null : { ...scores, trainedEpochs: found.epochs },
    recommended,
    events: listedEvents(run).map(({ text, ...event }) => ({
      ...event,
      probability: Number(event.probability.toPrecision(9)),
      ...(text !== undefined && { text }),
    })),
    warnings: data.notes.map(({ code, fields }) => ({ code, ...fields })),
  };
}
