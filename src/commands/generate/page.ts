import type { CommandContext } from "../../command.ts";
import { log } from "../../math.ts";
import { generatorOptions } from "../../option.ts";
import { generatePage, type ShownSample, type Surprise } from "../../report.ts";
import type { GenerateModel } from "../../tasks/generate.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../parts/facts.ts";
import type { GenerateRun } from "./record.ts";
import { sampleText, scoresOf } from "./show.ts";

/** The report of a run: report.html. */

/** Temperatures beside the one asked for, and tokens of those samples at most. */
const others = { temperatures: [0.4, 1], length: 400 };
/** Tokens shown with the net's surprise, and those that it has read before them. */
const stretch = { chars: 700, words: 160, warm: 200 };

async function samplesOf({ model, sampling, sample }: GenerateRun, context: CommandContext): Promise<ShownSample[]> {
  const { prompt = "" } = sampling;
  const shown: ShownSample[] = [{ title: sampleText(sampling, context), prompt, text: sample.text }];
  for (const temperature of others.temperatures) {
    if (temperature === sampling.temperature || context.signal.aborted) continue;
    const own = { ...sampling, temperature, length: Math.min(sampling.length, others.length) };
    shown.push({ title: sampleText(own, context), prompt, text: await model.text(own) });
  }
  return shown;
}

/** −log P of the first tokens of the validation part, each given those before it. */
function surprisesOf(model: GenerateModel, text: string): Surprise[] {
  const { vocabulary, found, spec } = model;
  const numbers = vocabulary.encode(text);
  const cut = Math.max(1, numbers.length - found.validation);
  const shown: Surprise[] = [];
  let state: ReturnType<GenerateModel["step"]>["state"] | undefined;
  const tokenOf = (number: number) => (number === 0 ? "\ufffd" : vocabulary.tokens[number - 1]);
  for (let t = Math.max(0, cut - 1 - stretch.warm); t < Math.min(numbers.length - 1, cut - 1 + stretch[spec.tokens]); t++) {
    const step = model.step(tokenOf(numbers[t]), state);
    state = step.state;
    const next = numbers[t + 1];
    if (t >= cut - 1) shown.push({ token: tokenOf(next), nats: next === 0 ? Number.NaN : -log(step.output[next]) });
  }
  return shown;
}

/** The page, in the reader's language. `facts`: what was said of the data and the plan, or of the model; `source`: the file of either. */
export async function pageOf(
  run: GenerateRun,
  facts: readonly string[],
  source: string,
  input: PageInput,
  context: CommandContext,
): Promise<string> {
  const { words } = context;
  const { data, model } = run;
  const { spec } = model;
  const { caption, head, rows, order, verdict } = scoresOf(model, context);
  const row = order.findIndex(({ kind }) => kind === "net");
  const name = data?.name ?? words.pages.generate.saved;
  return generatePage(
    {
      name,
      source,
      tokens: spec.tokens,
      sentences: [verdict],
      scores: { caption, head, rows, ...(row >= 0 && { marked: { row, word: words.pages.net } }) },
      gloss: words.generate.gloss(spec.cell),
      nats: order,
      samples: await samplesOf(run, context),
      surprises: data === undefined || input.curves === undefined ? [] : surprisesOf(model, data.text),
      ...(input.curves && { curves: input.curves }),
      data:
        facts.length === 0
          ? []
          : reportedFacts(source, { head: facts[0], facts: [{ name: "", text: facts.slice(1).map((line) => line.trim()) }] }),
      options: optionFacts(spec, generatorOptions, context),
      run: runFacts(input, spec, data?.sha256 ?? "", false, context),
    },
    context,
  );
}
