/**
 * Covariates: which columns the series have, how they become numbers, and which numbers the net gets of them. Scales and
 * vocabularies are fitted on rows before `known` alone; values known ahead enter only as inputs.
 */
import type { Covariates, Series } from "../../data/series.ts";
import { seriesName } from "../../data/series.ts";
import { DataError } from "../../errors.ts";

export type Role = "known" | "past" | "static";

/** A column that every series has. */
export interface ColumnKind {
  readonly name: string;
  readonly role: Role;
  readonly text: boolean;
}

/**
 * How a column becomes numbers, as JSON. A number: (value − center) / scale; for `past` columns these are each series' own, and stand in `own`, by
 * series. A category: its place in the vocabulary from 1, 0 for one that training didn't see, or a missing one.
 */
export interface ColumnSpec extends ColumnKind {
  readonly center: number;
  readonly scale: number;
  /** Numbers only: some training row lacked it, so the net is told where it is there. */
  readonly gaps: boolean;
  readonly vocabulary: readonly string[];
}

const roles: readonly Role[] = ["known", "past", "static"];

const cellsOf = (series: Series, { role, name }: ColumnKind): ArrayLike<number> | readonly string[] => {
  if (role !== "static") return (series[role] as Covariates)[name];
  const value = series.static?.[name];
  return [value] as readonly number[] | readonly string[];
};

/** The columns of all series, in order of role and name. Throws DataError `columns-differ` where a series lacks one or holds another kind. */
export function columnsOf(list: readonly Series[]): ColumnKind[] {
  const kinds = (series: Series): ColumnKind[] =>
    roles.flatMap((role) =>
      Object.entries(series[role] ?? {})
        .map(([name, cells]) => ({ name, role, text: typeof (role === "static" ? cells : (cells as ArrayLike<unknown>)[0]) === "string" }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  const first = kinds(list[0]);
  const words = (columns: readonly ColumnKind[]): string =>
    columns.map(({ name, role, text }) => `${role} ${name}${text ? " (text)" : ""}`).join(", ") || "no covariates";
  list.forEach((series, k) => {
    const own = words(kinds(series));
    if (own === words(first)) return;
    throw new DataError({
      code: "columns-differ",
      where: seriesName(series, k),
      expected: `${words(first)}, as ${seriesName(list[0], 0)} has`,
      got: own,
      hint: "give every series the same columns",
      fields: { series: seriesName(series, k), expected: words(first), got: own },
    });
  });
  return first;
}

/** Fit all columns on rows 0 … known(series) − 1 of each series. */
export function fitColumns(columns: readonly ColumnKind[], list: readonly Series[], known: (series: number) => number): ColumnSpec[] {
  return columns.map((column) => {
    const seen = list.map((series, k) => {
      const cells = cellsOf(series, column);
      return Array.from({ length: Math.min(cells.length, column.role === "static" ? 1 : known(k)) }, (_, row) => cells[row]);
    });
    if (column.text) {
      const words = new Set(seen.flat().filter((word) => word !== "") as string[]);
      return { ...column, center: 0, scale: 1, gaps: false, vocabulary: [...words].sort() };
    }
    const numbers = seen.flat() as number[];
    return { ...column, ...moments(numbers), gaps: numbers.some(Number.isNaN), vocabulary: [] };
  });
}

function moments(values: readonly number[]): { center: number; scale: number } {
  let [n, center] = [0, 0];
  for (const value of values) if (!Number.isNaN(value)) center += (value - center) / ++n;
  let square = 0;
  for (const value of values) if (!Number.isNaN(value)) square += ((value - center) * (value - center)) / n;
  const scale = Math.sqrt(square);
  return { center, scale: scale > 0 && Number.isFinite(scale) ? scale : Math.abs(center) || 1 };
}

/** One series' columns as numbers: NaN is missing; categories are whole numbers. `past` numbers are scaled by the series itself. */
export class Columns {
  readonly specs: readonly ColumnSpec[];
  readonly #cells: readonly Float64Array[];

  constructor(series: Series, specs: readonly ColumnSpec[], known: number) {
    this.specs = specs;
    this.#cells = specs.map((spec) => {
      const cells = cellsOf(series, spec);
      if (spec.text) {
        const places = new Map(spec.vocabulary.map((word, k) => [word, k + 1]));
        return Float64Array.from(cells as readonly string[], (word) => places.get(word) ?? 0);
      }
      const numbers = Float64Array.from(cells as ArrayLike<number>);
      const { center, scale } = spec.role === "past" ? moments(Array.from(numbers.subarray(0, known))) : spec;
      return numbers.map((value) => (value - center) / scale);
    });
  }

  /** Column c at a row; a static one is the same at all. NaN where there is nothing. */
  at(c: number, row: number): number {
    const cells = this.#cells[c];
    const value = cells[this.specs[c].role === "static" ? 0 : row];
    return value ?? Number.NaN;
  }
}
