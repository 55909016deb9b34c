import type { CommandContext } from "../../command.ts";
import { classifierOptions } from "../../option.ts";
import { classifyPage } from "../../report.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../parts/facts.ts";
import type { ReadSequence } from "./data.ts";
import { factsOf } from "./describe.ts";
import type { Answer, ClassifyRun } from "./record.ts";
import { glossText, settingsText, verdictTexts } from "./show.ts";

/** The report of a run: report.html. */

/** Tested sequences that are drawn: mistakes, and channels of each. */
const most = { mistakes: 8, all: 12, channels: 3 };

const isRight = ({ actual, predicted }: Answer): boolean => actual === predicted;
const surest = (a: { readonly answer: Answer }, b: { readonly answer: Answer }) => b.answer.probability - a.answer.probability;

/** The surest mistakes, then the surest right one of each class. `places`: the sequences that `model.test` counts. */
function shownSequences({ answers, model }: ClassifyRun, places: readonly ReadSequence[]) {
  const tested = answers.filter(({ part }) => part === "test").map((answer, k) => ({ answer, place: model.test?.places[k] ?? -1 }));
  const wrong = tested.filter(({ answer }) => !isRight(answer)).sort(surest);
  const right = tested.filter(({ answer }) => isRight(answer)).sort(surest);
  const first = right.filter(({ answer }, k) => right.findIndex((one) => one.answer.actual === answer.actual) === k);
  const chosen = wrong.slice(0, most.mistakes);
  return [...chosen, ...first.slice(0, most.all - chosen.length)].flatMap(({ answer, place }) => {
    const sequence = places[place]?.sequence;
    if (sequence === undefined) return [];
    const features = [...((sequence.features as ReadonlyMap<string, ArrayLike<number> | readonly string[]> | undefined) ?? [])];
    const channels = features
      .filter(([, values]) => typeof values[0] !== "string")
      .slice(0, most.channels)
      .map(([name, values]) => ({ name, values: values as ArrayLike<number> }));
    const { name, actual, predicted, probability } = answer;
    return [{ name, actual, predicted, probability, channels, ...(sequence.text !== undefined && { text: sequence.text }) }];
  });
}

/** The page, in the reader's language. */
export function pageOf(run: ClassifyRun, places: readonly ReadSequence[], input: PageInput, context: CommandContext): string {
  const { data, model, answers } = run;
  const { spec, scores, classes, found } = model;
  return classifyPage(
    {
      name: data.name,
      source: data.file,
      cell: spec.cell,
      sentences: verdictTexts(model, context),
      classes,
      scores,
      gloss: glossText(model, context),
      tested: answers.filter(({ part }) => part === "test").map((answer) => ({ probability: answer.probability, right: isRight(answer) })),
      shown: shownSequences(run, places),
      asked: answers.filter(({ part }) => part === "asked"),
      ...(input.curves && { curves: input.curves }),
      data: [
        ...reportedFacts(data.file, factsOf(data, context)),
        ...(run.tested ? reportedFacts(run.tested.file, factsOf(run.tested, context)) : []),
      ],
      options: [{ name: spec.cell, text: settingsText(model, context) }, ...optionFacts(spec, classifierOptions, context)],
      run: runFacts(input, spec, data.sha256, found.refitted, context),
    },
    context,
  );
}
