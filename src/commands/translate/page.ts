import type { CommandContext } from "../../command.ts";
import { translatorOptions } from "../../option.ts";
import { translatePage } from "../../report.ts";
import { tokensOf } from "../../tasks/translate/tokens.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../parts/facts.ts";
import type { TranslateRun } from "./record.ts";
import { readText, type ScoreTexts } from "./show.ts";

/** The report of a run: report.html. `facts`: what was said of the plan, or of the opened model; `scored`: its table and verdict. */
export function pageOf(
  { data, test, model, answers }: TranslateRun,
  facts: readonly string[],
  scored: ScoreTexts | undefined,
  input: PageInput,
  context: CommandContext,
): string {
  const { words } = context;
  const { spec } = model;
  const file = (read: typeof data, more: readonly string[]) =>
    reportedFacts(read.file, { head: readText(read, context), facts: [{ name: "", text: more.map((line) => line.trim()) }] });
  const row = scored?.order.findIndex(({ kind }) => kind === "net") ?? -1;
  return translatePage(
    {
      name: data.name,
      source: data.file,
      tokens: spec.tokens,
      sentences: scored?.verdict === undefined ? [] : [scored.verdict],
      ...(scored && {
        scores: {
          caption: scored.caption,
          head: scored.head,
          rows: scored.rows,
          ...(row >= 0 && { marked: { row, word: words.pages.net } }),
        },
      }),
      gloss: scored?.gloss ?? "",
      shares: scored?.order ?? [],
      answers: answers.map(({ source, target, expected, right, attention }) => ({
        source,
        target,
        expected: expected.map((line) => tokensOf(line, spec.tokens)),
        attention,
        ...(right !== undefined && { right }),
      })),
      ...(input.curves && { curves: input.curves }),
      data: [...file(data, facts), ...(test === undefined ? [] : file(test, []))],
      options: optionFacts(spec, translatorOptions, context),
      run: runFacts(input, spec, data.sha256, false, context),
    },
    context,
  );
}
