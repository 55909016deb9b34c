import { table } from "../../charts/index.ts";

/** The table of methods of a test, for a screen and for a report. */

export interface ScoreColumns<Score extends { readonly name: string }> {
  /** The best first. */
  readonly methods: readonly Score[];
  /** Without the methods' names; the most needed first. */
  readonly columns: readonly (readonly [title: string, cell: (score: Score) => string])[];
}

/** Of a screen: as many columns as the width has room for, two at least. */
export function fittingTable<Score extends { readonly name: string }>(
  { methods, columns }: ScoreColumns<Score>,
  method: string,
  width: number,
): string {
  const draw = (taken: number) =>
    table(
      {
        columns: [
          { title: method, align: "left" as const },
          ...columns.slice(0, taken).map(([title]) => ({ title, align: "right" as const })),
        ],
        rows: methods.map((score) => [score.name, ...columns.slice(0, taken).map(([, cell]) => cell(score))]),
      },
      { columns: width },
    );
  const tries = columns.map((_, k) => columns.length - k).filter((taken) => taken >= 2);
  return tries.map(draw).find((text) => text.split("\n").length === methods.length + 1) ?? draw(columns.length);
}

/** Of a report: all of them, `first` marked with the word for why. */
export function reportedScores<Score extends { readonly name: string }>(
  { methods, columns }: ScoreColumns<Score>,
  method: string,
  caption: string,
  first: string,
  word: string,
) {
  const row = methods.findIndex(({ name }) => name === first);
  return {
    caption,
    head: [method, ...columns.map(([title]) => title)],
    rows: methods.map((score) => [score.name, ...columns.map(([, cell]) => cell(score))]),
    ...(row >= 0 && { marked: { row, word } }),
  };
}
