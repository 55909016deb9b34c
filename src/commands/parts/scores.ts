import { table } from "../../charts/index.ts";
import type { MethodScore } from "../../evaluation.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import type { Verdict } from "../../verdict.ts";
import { stepsText, unitOf } from "./describe.ts";
import type { ReadData } from "./read.ts";

/** The past test in words: the table of methods, the verdict, and warnings. */

/** What the simple methods do: `naive: last value · drift: …`; those of `methods`, or all. */
export function glossText({ words }: Speech, methods?: readonly MethodScore[]): string {
  return Object.entries(words.scores.baselines)
    .filter(([name]) => methods === undefined || methods.some((method) => method.name === name))
    .map(([name, gloss]) => `${name}: ${gloss}`)
    .join(" · ");
}

/** Tested values from which a range's share tells something, and how far below its level that share must lie to be said. */
const narrowFrom = { n: 20, below: 0.1 };

/** A sentence where the recommended method's narrowest range held far less often than it promises; else empty. */
export function narrowText(methods: readonly MethodScore[], recommended: string, { words, numbers }: Speech): string {
  const range = methods.find(({ name }) => name === recommended)?.ranges[0];
  if (range === undefined || range.held === null || range.n < narrowFrom.n || range.held > range.level - narrowFrom.below) return "";
  return words.scores.narrow(numbers.percent(range.level), numbers.percent(range.held));
}

/** Where a table of scores comes from: how many tests, and what a step and a season are. */
export interface ScoresFrame {
  readonly origins: number;
  readonly series: number;
  readonly frequency: ReadData["frequency"];
  readonly season: number;
}

/** The past test as a table, the least error first. Columns that the width has no room for are left out, the least needed first. */
export function scoresTable(methods: readonly MethodScore[], frame: ScoresFrame, speech: Speech, width: number): string {
  const { words, numbers } = speech;
  const level = methods[0]?.ranges[0]?.level;
  const decimals = decimalsFor(maes(methods));
  const orDash = (value: number | null, text: (value: number) => string) => (value === null ? "–" : text(value));
  const by = frame.series === 1 ? "mae" : "mase";
  const rows = [...methods].sort((a, b) => (a[by] ?? Number.POSITIVE_INFINITY) - (b[by] ?? Number.POSITIVE_INFINITY));
  const held = ({ ranges }: MethodScore) => {
    const range = ranges.find((candidate) => candidate.level === level);
    if (range === undefined || range.held === null) return "–";
    return words.scores.heldOf(numbers.percent(range.held), numbers.number(range.n));
  };
  const columns: readonly (readonly [title: string, cell: (method: MethodScore) => string])[] = [
    [words.scores.mae, ({ mae }) => numbers.number(mae ?? NaN, decimals)],
    [words.scores.wape, ({ wape }) => orDash(wape, (value) => numbers.percent(value, 1))],
    [words.scores.mase, ({ mase }) => numbers.number(mase ?? NaN, 2)],
    ...(level === undefined ? [] : [[words.scores.held(numbers.percent(level)), held] as const]),
    [words.scores.won, ({ won }) => words.scores.wonOf(numbers.number(won), numbers.number(frame.origins))],
    [words.scores.smape, ({ smape }) => orDash(smape, (value) => numbers.percent(value, 1))],
  ];
  // sMAPE stands after MASE where there is room; what the methods do stands beside their names.
  const order = (taken: number) =>
    taken === columns.length ? [0, 1, 2, taken - 1, ...columns.slice(3, -1).map((_, i) => i + 3)] : [...columns.keys()].slice(0, taken);
  const draw = (taken: number, gloss: boolean) => {
    const chosen = order(taken).map((i) => columns[i]);
    const titles = [
      { title: words.scores.method, align: "left" as const },
      ...chosen.map(([title]) => ({ title, align: "right" as const })),
    ];
    const cells = rows.map((method) => [
      gloss ? nameWith(method.name, frame, speech) : method.name,
      ...chosen.map(([, cell]) => cell(method)),
    ]);
    return table({ columns: titles, rows: cells }, { columns: width });
  };
  const fits = (text: string) => text.split("\n").length === rows.length + 1;
  const all = columns.length;
  const tries = [
    () => draw(all, true),
    () => draw(all - 1, true),
    () => draw(all - 2, true),
    () => draw(all - 2, false),
    () => draw(3, false),
  ];
  return tries.map((attempt) => attempt()).find(fits) ?? draw(all - 2, false);
}

/** `seasonal-naive (12 months before)`: what the plainest methods do, beside their names. */
function nameWith(name: string, { season, frequency }: ScoresFrame, speech: Speech): string {
  const { words } = speech;
  if (name === "naive") return `${name} (${words.scores.baselines.naive})`;
  if (name === "seasonal-naive") return `${name} (${words.scores.before(stepsText(season, frequency, speech))})`;
  return name;
}

const maes = (methods: readonly MethodScore[]) => methods.map(({ mae }) => mae ?? NaN);

/** The verdict in a plain sentence: how much better the winner is than the best of the other kind, in how many of the tests. */
export function verdictText(
  methods: readonly MethodScore[],
  verdict: Verdict,
  recommended: string,
  frequency: ReadData["frequency"],
  speech: Speech,
): string {
  const { words, numbers } = speech;
  const { outcome, winner, rival, lead, won, origins } = verdict;
  const tests = numbers.number(origins);
  if (outcome === "none" || winner === null || rival === null) return words.scores.unjudged(tests, recommended);
  const first = methods.find(({ name }) => name === (outcome === "tie" ? recommended : winner));
  const off = `${numbers.number(first?.mae ?? NaN, decimalsFor(maes(methods)))} ${words.each(unitOf(frequency))}`;
  if (outcome === "tie") {
    const needed = numbers.number(verdict.needed);
    return words.scores.tie(winner, rival, numbers.percent(lead ?? NaN, 1), numbers.number(won), needed, tests, recommended, off);
  }
  const sentence = first?.kind === "net" ? words.scores.netWins : words.scores.simpleWins;
  return sentence(winner, rival, numbers.percent(lead ?? NaN, 1), numbers.number(won), tests, off);
}
