import type { CommandContext } from "../../../command.ts";
import { sequenceGeneratorOptions } from "../../../option.ts";
import { type NumbersGroup, numbersPage } from "../../../report.ts";
import type { NumbersSequence } from "../../../tasks/generate.ts";
import { factsOf } from "../../label/describe.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../../parts/facts.ts";
import type { NumbersRun } from "./record.ts";
import { openedText, scoresOf, trainedTexts } from "./show.ts";

/** The report of a run on numbers: report.html. */

/** Real sequences and drawn ones in a picture, and steps of each. */
const most = { pairs: 2, numbers: 2000, roll: 160 };

/** By class, or all where there are none: everything that was drawn, and all of the data that is of that class. */
function groupsOf({ data, model, samples }: NumbersRun, context: CommandContext): NumbersGroup[] {
  const { channels, found } = model;
  const text = context.words.generate.numbers;
  return [...new Set(samples.map(({ label }) => label))].map((label) => {
    const own = samples.filter((sample) => sample.label === label);
    const drawn = own.map(({ start, frames }) => channels.map((_, c) => [...start, ...frames].map((frame) => frame[c])));
    const real = (data?.sequences ?? [])
      .filter((sequence: NumbersSequence) => label === undefined || sequence.label === label)
      .map(({ features }) => channels.map((channel) => (features as ReadonlyMap<string, ArrayLike<number>>).get(channel) ?? []));
    const steps = Math.min(most[found.kind], Math.max(...drawn.map(([first]) => first.length)));
    const cutTo = (values: readonly ArrayLike<number>[]) => values.map((one) => Array.from(one).slice(0, steps));
    const panels = Array.from({ length: Math.max(Math.min(most.pairs, own.length), Math.min(most.pairs, real.length)) }, (_, k) => [
      ...(k < real.length ? [{ name: text.real, drawn: false, values: cutTo(real[k]) }] : []),
      ...(k < own.length
        ? [
            {
              name: own.length > 1 ? text.drawnNumber(`${k + 1}`) : text.drawn,
              drawn: true,
              given: Math.min(own[k].start.length, steps),
              values: cutTo(drawn[k]),
            },
          ]
        : []),
    ]).flat();
    return { ...(label !== undefined && { label }), panels, real, drawn };
  });
}

/** The page, in the reader's language. `opened`: where a saved model was; `seconds`: how long the training took, where there was one. */
export function pageOf(
  run: NumbersRun,
  { opened, trained }: { readonly opened: string | undefined; readonly trained: boolean },
  input: PageInput,
  context: CommandContext,
): string {
  const { words, numbers } = context;
  const { data, model, samples, temperature, length } = run;
  const { spec, found, channels } = model;
  const scores = scoresOf(model, context);
  const row = scores?.order.findIndex(({ name }) => name === model.scores.methods[0].name) ?? -1;
  const short = (value: number) => numbers.number(value, [0, 1].find((decimals) => Number(value.toFixed(decimals)) === value) ?? 2);
  const own = words.pages.generate;
  return numbersPage(
    {
      name: data?.name ?? own.saved,
      source: data?.file ?? opened ?? "",
      kind: found.kind,
      channels,
      sentences: [scores?.verdict ?? words.generate.unjudged],
      ...(scores && {
        scores: {
          caption: scores.caption,
          head: scores.head,
          rows: scores.rows,
          ...(row >= 0 && { marked: { row, word: words.pages.net } }),
        },
      }),
      gloss: words.generate.numbers.gloss[found.kind](spec.cell),
      nats: scores?.order ?? [],
      groups: groupsOf(run, context),
      sampling: own.numbers.sampling(short(temperature), numbers.number(length), `${samples[0].seed}`),
      ...(input.curves && { curves: input.curves }),
      data: [
        ...(data === undefined ? [] : reportedFacts(data.file, factsOf(data, context))),
        ...(opened === undefined ? [] : [{ name: words.pages.generate.saved, text: openedText(opened, model, context) }]),
      ],
      options: [
        { name: spec.cell, text: trained ? trainedTexts(model, 0, context).slice(0, 2) : trainedTexts(model, 0, context)[0] },
        ...optionFacts(spec, sequenceGeneratorOptions, context),
      ],
      run: runFacts(input, spec, data?.sha256 ?? "", false, context),
    },
    context,
  );
}
