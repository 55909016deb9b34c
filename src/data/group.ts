/** Rows of a table by the values of some columns: one group a series. */
import type { Column } from "./table.ts";

export interface Groups {
  /** Rows of each group, in the order of the table; groups in the order of their first row. */
  readonly rows: readonly Uint32Array[];
  /** The columns' values, as text, for each group. */
  readonly keys: readonly (readonly string[])[];
}

interface Codes {
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
}

/** A cell as an id is written: text as it is, `7` for 7, `007` where the file has that; "" is missing. */
export function cellText(column: Column, row: number): string {
  if (column.kind === "text") return column.values[row];
  if (column.kind === "number" && column.text !== undefined) return column.text[row].trim();
  return Number.isNaN(column.values[row]) ? "" : `${column.values[row]}`;
}

function codesOf(column: Column, rows: number): Codes {
  const codes = new Uint32Array(rows);
  const known = new Map<string | number, number>();
  const texts: string[] = [];
  const values = column.kind === "number" && column.text !== undefined ? column.text : column.values;
  for (let row = 0; row < rows; row++) {
    let code = known.get(values[row]);
    if (code === undefined) {
      code = known.size;
      known.set(values[row], code);
      texts.push(cellText(column, row));
    }
    codes[row] = code;
  }
  return { codes, texts };
}

/** Groups by all `columns`; without any, one group of all rows. */
export function groupRows(columns: readonly Column[], rows: number): Groups {
  if (columns.length === 0) return { rows: [Uint32Array.from({ length: rows }, (_, row) => row)], keys: [[]] };
  const parts = columns.map((column) => codesOf(column, rows));
  let group = parts[0].codes;
  let keys: readonly (readonly string[])[] = parts[0].texts.map((text) => [text]);
  for (const { codes, texts } of parts.slice(1)) {
    const known = new Map<number, number>();
    const merged: string[][] = [];
    const next = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
      const pair = group[row] * texts.length + codes[row];
      let code = known.get(pair);
      if (code === undefined) {
        code = known.size;
        known.set(pair, code);
        merged.push([...keys[group[row]], texts[codes[row]]]);
      }
      next[row] = code;
    }
    [group, keys] = [next, merged];
  }
  const counts = new Uint32Array(keys.length);
  for (const code of group) counts[code]++;
  const lists = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < rows; row++) lists[group[row]][counts[group[row]]++] = row;
  return { rows: lists, keys };
}
