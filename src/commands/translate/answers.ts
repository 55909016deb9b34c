import type { CommandContext } from "../../command.ts";
import { judge, questionsOf } from "../../tasks/translate/scores.ts";
import { textOf, tokensOf } from "../../tasks/translate/tokens.ts";
import type { SearchOptions, TranslateModel, TranslateScores } from "../../tasks/translate.ts";
import { plain } from "../generate/show.ts";
import type { ReadLine } from "./read.ts";
import type { Answer } from "./record.ts";

/**
 * A saved model's answers to lines, and how right they are where targets are given. Sources alone are answered as they come: each line on standard output,
 * a tab, and its translation; none where `quiet`.
 */
export async function answerLines(
  model: TranslateModel,
  lines: readonly ReadLine[],
  how: SearchOptions,
  { out, signal }: CommandContext,
  quiet: boolean,
): Promise<{ readonly answers: readonly Answer[]; readonly scores: TranslateScores | undefined }> {
  const { tokens: kind, cell } = model.spec;
  const found: Answer[] = [];
  const sources = lines.map(({ source }) => source);
  for await (const answer of model.translate(sources, { ...how, signal })) {
    const { source, target } = lines[found.length];
    const expected = target === undefined ? [] : [textOf(tokensOf(target, kind), kind)];
    found.push({ ...answer, expected, ...(target !== undefined && { right: expected.includes(answer.text) }) });
    if (quiet || target !== undefined) continue;
    const line = `${source}\t${answer.text}\n`;
    out.write(out.live ? plain(line) : line);
  }
  // Each source once, with all of its targets.
  const known = found.map((answer, row) => ({ answer, row })).filter(({ answer }) => answer.expected.length > 0);
  if (known.length === 0) return { answers: found, scores: undefined };
  const questions = questionsOf(
    known.map(({ answer, row }) => ({ source: answer.source, target: tokensOf(answer.expected[0], kind), row })),
  );
  const bySource = new Map(known.map(({ answer }) => [textOf(answer.source, kind), answer]));
  const asked = questions.map(({ source }) => bySource.get(textOf(source, kind)) as Answer);
  const judgement = judge(
    questions,
    asked.map(({ target }) => target),
  );
  const unknown = asked.filter((answer) => answer.unknown.length > 0).length;
  return { answers: found, scores: { sources: questions.length, unknown, methods: [{ name: cell, kind: "net", ...judgement }] } };
}
