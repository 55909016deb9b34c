import type { CommandContext } from "../../command.ts";
import { labelerOptions } from "../../option.ts";
import { type LabelledPart, labelPage } from "../../report.ts";
import { compare, type Reading } from "../../tasks/label/rule.ts";
import type { LabelModel } from "../../tasks/label.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../parts/facts.ts";
import { reportedScores } from "../parts/score-table.ts";
import { factsOf } from "./describe.ts";
import { columnsOf, type LabelRun, listedEvents } from "./record.ts";
import { glossText, scoreColumns, verdictTexts } from "./scores.ts";
import { settingsTexts } from "./show.ts";

/** The report of a run: report.html. */

/** Channels drawn, and events listed. */
const most = { channels: 2, asked: 200 };

const readingOf = ({ parts: { fitted }, recommended }: LabelModel): Reading =>
  recommended === "threshold" ? (fitted.threshold?.reading ?? fitted.reading) : fitted.reading;

/** Sentences have no names; what is alone needs none. */
function nameOf({ data }: LabelRun, k: number): string {
  return data.form === "conll" || data.sequences.length === 1 ? "" : (data.sequences[k].steps.id ?? `${k + 1}`);
}

/** What is judged of each sequence (its tested steps; with a saved model all of them), or where nothing is, all. */
function judgedParts(run: LabelRun, judged: boolean): { readonly k: number; readonly from: number; readonly to: number }[] {
  return run.sequences.flatMap(({ parts }, k) => {
    const tested = run.model.test !== undefined;
    const from = judged && tested ? parts.indexOf("test") : 0;
    const to = judged && tested ? parts.lastIndexOf("test") + 1 : parts.length;
    return from < 0 || to <= from ? [] : [{ k, from, to }];
  });
}

function partsOf(run: LabelRun, judged: boolean): LabelledPart[] {
  const { data, model, sequences } = run;
  const reading = readingOf(model);
  const names = columnsOf(data, "features");
  return judgedParts(run, judged).map(({ k, from, to }) => {
    const { steps, labels, truth } = data.sequences[k];
    const { predicted, probability } = sequences[k];
    const features = (steps.features as ReadonlyMap<string, ArrayLike<number> | readonly string[]> | undefined) ?? new Map();
    const channels = names.flatMap((name) => {
      const column = features.get(name);
      if (column === undefined || typeof column[0] === "string") return [];
      return [{ name, values: Float64Array.from(column as ArrayLike<number>).subarray(from, to) }];
    });
    const { own, guesses, pairs } = compare(truth.slice(from, to), predicted.slice(from, to), reading);
    const [met, matched] = [new Set(pairs.map(([event]) => event)), new Set(pairs.map(([, guess]) => guess))];
    const events = judged ? guesses : compare(predicted.slice(from, to), predicted.slice(from, to), reading).guesses;
    const sure = (event: { from: number; to: number }) => {
      let sum = 0;
      for (let t = event.from; t < event.to; t++) sum += probability[from + t];
      return sum / (event.to - event.from);
    };
    return {
      id: nameOf(run, k),
      steps: (data.form === "conll" ? (steps.tokens ?? []) : labels).slice(from, to),
      channels: channels.slice(0, most.channels),
      ...(judged && { truth: own.map((event, place) => ({ ...event, ...(!met.has(place) && { wrong: true }) })) }),
      found: events.map((event, place) => ({ ...event, probability: sure(event), ...(judged && !matched.has(place) && { wrong: true }) })),
    };
  });
}

/** A tag without its mark: a step of a span of that type. */
const plain = (label: string): string => label.replace(/^[BIES]-/, "");

/** Steps of one class that were given another, the classes in the model's order. */
function confusionOf(run: LabelRun) {
  const { data, model, sequences } = run;
  const tags = model.parts.fitted.reading.kind === "iob";
  const nameOfClass = tags ? plain : (label: string) => label;
  const labels = [...new Set(model.classes.map(nameOfClass))];
  const places = new Map(labels.map((label, place) => [label, place]));
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (const { k, from, to } of judgedParts(run, true)) {
    for (let t = from; t < to; t++) {
      const own = places.get(nameOfClass(data.sequences[k].truth[t]));
      const given = places.get(nameOfClass(sequences[k].predicted[t]));
      if (data.sequences[k].truth[t] !== "" && own !== undefined && given !== undefined) counts[own][given]++;
    }
  }
  return { labels, counts };
}

/** The page, in the reader's language. */
export function pageOf(run: LabelRun, input: PageInput, context: CommandContext): string {
  const { words, numbers } = context;
  const { data, model, scores } = run;
  const { spec, found, recommended, classes, background } = model;
  const own = words.pages.label;
  const judged = scores !== undefined && scores.steps > 0;
  const title = model.test === undefined ? words.label.titleSaved : data.form === "conll" ? words.label.titleWords : words.label.title;
  const events = listedEvents(run).filter(({ part }) => part === "asked");
  const reading = readingOf(model);
  const labels =
    reading.kind === "iob"
      ? [...new Set(classes.filter((name) => name !== "O").map(plain))]
      : classes.filter((name) => name !== background);
  const measured = scores?.methods.find(({ name }) => name === recommended);
  return labelPage(
    {
      name: data.name,
      source: data.file,
      form: data.form === "conll" ? "words" : "signal",
      judged,
      sentences: judged ? verdictTexts(scores, model, context) : [],
      ...(judged && {
        scores: reportedScores(
          scoreColumns(scores, context),
          words.scores.method,
          title(numbers.number(scores.steps), numbers.number(scores.sequences)),
          recommended,
          words.report.recommended,
        ),
        confusion: confusionOf(run),
      }),
      gloss: judged ? glossText(scores, model, context) : "",
      labels,
      parts: partsOf(run, judged),
      classes: (measured?.events.classes ?? []).map(({ label, support, precision, recall, f1 }) => ({
        label,
        n: support,
        precision,
        recall,
        f1,
      })),
      asked: [
        [...(data.form === "conll" ? [own.event] : [own.start, own.end]), own.class, own.steps, own.sure],
        ...events
          .slice(0, most.asked)
          .map(({ series, start, end, label, steps, probability, text }) => [
            ...(text === undefined ? [`${series === null ? "" : `${series}: `}${start}`, end] : [text]),
            label,
            numbers.number(steps),
            numbers.percent(probability),
          ]),
      ],
      askedCount: events.length,
      ...(input.curves && { curves: input.curves }),
      data: reportedFacts(data.file, factsOf(data, context)),
      options: [{ name: spec.cell, text: settingsTexts(model, context) }, ...optionFacts(spec, labelerOptions, context)],
      run: runFacts(input, spec, data.sha256, found.refitted, context),
    },
    context,
  );
}
