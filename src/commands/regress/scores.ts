import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import type { RegressModel, RegressScore } from "../../tasks/regress.ts";
import { fittingTable, type ScoreColumns } from "../parts/score-table.ts";

/** The past test in words: the table of methods, whether memory helps, and which method goes first. */

const maes = (methods: readonly RegressScore[]) => methods.map(({ mae }) => mae ?? Number.NaN);

/** Columns of the table, the least needed last, and its rows, the least error first. */
export function scoreColumns({ scores }: Pick<RegressModel, "scores">, { words, numbers }: Speech): ScoreColumns<RegressScore> {
  const methods = [...scores.methods].sort((a, b) => (a.mae ?? Number.POSITIVE_INFINITY) - (b.mae ?? Number.POSITIVE_INFINITY));
  const decimals = decimalsFor(maes(methods));
  const level = methods[0]?.ranges[0]?.level;
  const held = ({ ranges }: RegressScore) => {
    const [range] = ranges;
    return range === undefined || range.held === null ? "–" : words.scores.heldOf(numbers.percent(range.held), numbers.number(range.n));
  };
  const columns: ScoreColumns<RegressScore>["columns"] = [
    [words.scores.mae, ({ mae }) => numbers.number(mae ?? Number.NaN, decimals)],
    [words.scores.wape, ({ wape }) => (wape === null ? "–" : numbers.percent(wape, 1))],
    [words.regress.r2, ({ r2 }) => numbers.number(r2 ?? Number.NaN, 2)],
    ...(level === undefined ? [] : [[words.scores.held(numbers.percent(level)), held] as const]),
    [words.scores.won, ({ won }) => words.scores.wonOf(numbers.number(won), numbers.number(scores.tests))],
  ];
  return { methods, columns };
}

/** The table on a screen. Columns that the width has no room for are left out, the least needed first. */
export const scoresTable = (model: RegressModel, speech: Speech, width: number): string =>
  fittingTable(scoreColumns(model, speech), speech.words.scores.method, width);

/** What the methods are: `lstm: a net on the rows so far · mlp: …`. */
export function glossText({ scores, spec }: RegressModel, { words }: Speech): string {
  const { gloss, withMemory } = words.regress;
  return scores.methods.map(({ name }) => (name === spec.cell ? withMemory(name) : `${name}: ${gloss[name]}`)).join(" · ");
}

/** Whether memory helps, and by how much, in how many tests; then what is best of all, where that is another. */
export function verdictTexts({ scores, recommended, spec }: RegressModel, { words, numbers }: Speech): string[] {
  const text = words.regress;
  const { memory, methods, verdict } = scores;
  const decimals = decimalsFor(maes(methods));
  const off = (name: string) => numbers.number(methods.find((method) => method.name === name)?.mae ?? Number.NaN, decimals);
  const [tests, won, lead] = [numbers.number(memory.origins), numbers.number(memory.won), numbers.percent(memory.lead ?? Number.NaN, 1)];
  const first: string[] = [];
  if (memory.outcome === "none" || memory.winner === null || memory.rival === null) first.push(text.unjudged(tests));
  else if (memory.outcome === "tie")
    first.push(text.tie(memory.winner, off(memory.winner), memory.rival, off(memory.rival), won, numbers.number(memory.needed), tests));
  else
    first.push((memory.winner === spec.cell ? text.helps : text.harms)(memory.winner, memory.rival, lead, won, tests, off(memory.winner)));
  const simple = methods.some(({ name, kind }) => name === verdict.winner && kind === "simple");
  if (simple && verdict.winner !== null && verdict.rival !== null && verdict.outcome !== "none") {
    const best = [verdict.winner, off(verdict.winner)] as const;
    first.push(
      verdict.outcome === "win"
        ? text.simple(...best, numbers.percent(verdict.lead ?? Number.NaN, 1), verdict.rival)
        : text.close(...best, verdict.rival),
    );
  }
  if (recommended !== memory.winner || memory.outcome !== "win") first.push(text.first(recommended));
  return first;
}

/** Tested values from which a range's share tells something, and how far below its level that share must lie to be said. */
const narrowFrom = { n: 20, below: 0.1 };

/** A sentence where the recommended method's narrowest range held far less often than it promises; else none. */
export function narrowTexts({ scores, recommended }: RegressModel, { words, numbers }: Speech): string[] {
  const range = scores.methods.find(({ name }) => name === recommended)?.ranges[0];
  if (range === undefined || range.held === null || range.n < narrowFrom.n || range.held > range.level - narrowFrom.below) return [];
  return [words.scores.narrow(numbers.percent(range.level), numbers.percent(range.held))];
}
