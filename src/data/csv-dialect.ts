/**
 * What a CSV file doesn't say about itself: its delimiter, and whether its first row is a header.
 */
import Papa from "papaparse";
import { isMissing, numberSign } from "./number.ts";
import { readTimes } from "./time.ts";

export const delimiters: readonly string[] = [",", ";", "\t", "|"];

/** Used when a file has one column: a character (unit separator) that text doesn't contain. */
export const noDelimiter = "\u001f";

const sampleRows = 100;

/** True for a cell that is a number, a date or a time. */
export function isTyped(cell: string): boolean {
  return numberSign(cell) !== "not-a-number" || readTimes([cell]).kind !== "not-time";
}

/**
 * The delimiter of a text with `\n` line ends, from its first 100 rows: the one by which most rows have as many fields as the first,
 * which must be two or more; then the one that leaves most cells readable as numbers, dates or missing (so that `;` wins over the
 * comma of `1,5`); then the one with most fields. One column where no delimiter serves.
 */
export function findDelimiter(text: string): string {
  let best = noDelimiter;
  let bestScore: readonly number[] = [0, 0, 0];
  let fallback = noDelimiter;
  let fallbackRows = 1;
  for (const delimiter of delimiters) {
    const rows = sample(text, delimiter);
    if (rows.length === 0) return noDelimiter;
    const fields = rows[0].length;
    const several = rows.filter((row) => row.length > 1).length;
    if (several > fallbackRows) [fallback, fallbackRows] = [delimiter, several];
    if (fields < 2) continue;
    const score = [rows.filter((row) => row.length === fields).length / rows.length, typedShare(rows), fields];
    if (isGreater(score, bestScore)) [best, bestScore] = [delimiter, score];
  }
  if (best !== noDelimiter || fallback === noDelimiter) return best;
  // The first row has one field and others have more: a column of decimal commas under one header, or a ragged file.
  const [, ...rest] = sample(text, noDelimiter);
  return rest.every(([cell]) => isMissing(cell) || numberSign(cell) !== "not-a-number") ? noDelimiter : fallback;
}

function sample(text: string, delimiter: string): string[][] {
  const { data } = Papa.parse(text, { delimiter, newline: "\n", preview: sampleRows });
  return data.filter((row) => row.length > 1 || row[0].trim() !== "");
}

function typedShare(rows: readonly string[][]): number {
  const cells = (rows.length > 1 ? rows.slice(1) : rows).flat();
  return cells.filter((cell) => isMissing(cell) || isTyped(cell)).length / cells.length;
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i !== -1 && a[i] > b[i];
}

/**
 * True when the first row names the columns: none of its cells is a number, date or missing mark, or some column begins with text and
 * goes on with numbers or dates only (`store;2023;2024`).
 */
export function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (first.every((cell) => cell.trim() === "")) return false;
  if (first.every((cell) => !isTyped(cell))) return true;
  // As a table is saved with its index and without names: nothing above the index, then 0, 1, 2 …
  const counts = first.length > 1 && first.every((cell, i) => cell.trim() === (i === 0 ? "" : `${i - 1}`));
  if (counts && rest.length > 0 && rest.every(([cell]) => !isMissing(cell))) return true;
  return first.some((cell, column) => {
    if (isMissing(cell) || isTyped(cell)) return false;
    const below = rest.map((row) => row[column] ?? "").filter((other) => !isMissing(other));
    return below.length > 0 && below.every(isTyped);
  });
}

/**
 * Rows above the header, as reports have them: the first has a single cell that isn't empty, and the header, with text in all of its cells, comes
 * within ten rows. 0 for none.
 */
export function titleRows(first: readonly string[], rest: readonly (readonly string[])[]): number {
  const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== "").length;
  if (first.length < 3 || filled(first) !== 1) return 0;
  const at = rest.slice(0, 10).findIndex((row) => filled(row) === first.length && row.every((cell) => !isTyped(cell)));
  const below = rest[at + 1];
  return at >= 0 && below?.some((cell) => isTyped(cell)) ? at + 1 : 0;
}
