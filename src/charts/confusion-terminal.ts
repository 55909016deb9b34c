import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";
import type { ConfusionData } from "./confusion-svg.ts";

/** A confusion matrix in characters: a row for what is, a column for what was given. Empty where it has too many classes, or the width too few characters. */

export interface ConfusionTerminalStyle {
  /** Width in characters. */
  readonly columns: number;
  /** Above the rows' names. */
  readonly corner: string;
  number(value: number): string;
}

/** Classes up to which a matrix is drawn. */
const most = 12;
const letters = "abcdefghijkl";

export const confusionTerminal: Chart<ConfusionData, ConfusionTerminalStyle> = ({ labels, counts }, { columns, corner, number }) => {
  if (labels.length > most) return "";
  const cells = counts.map((row) => row.map((count) => (count === 0 ? "·" : number(count))));
  const draw = (rows: readonly string[], heads: readonly string[]): string => {
    const first = Math.max(corner.length, ...rows.map((name) => name.length));
    const widths = heads.map((head, c) => Math.max(head.length, ...cells.map((row) => row[c].length)));
    if (2 + first + widths.reduce((sum, width) => sum + width + 2, 0) > columns) return "";
    const line = (head: string, row: readonly string[]) =>
      `  ${head.padEnd(first)}${row.map((cell, c) => `  ${cell.padStart(widths[c])}`).join("")}`;
    return [line(corner, heads), ...cells.map((row, c) => line(rows[c], row))].join("\n");
  };
  const names = labels.map((label) => cut(label, most));
  // With a letter for each class the columns need no more than their counts.
  const lettered = names.map((name, c) => `${letters[c]} ${name}`);
  return draw(names, names) || draw(lettered, [...letters].slice(0, labels.length));
};
