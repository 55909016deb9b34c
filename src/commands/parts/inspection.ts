import type { Column } from "../../data/table.ts";
import { formatTime } from "../../data/time-form.ts";
import { dataOptions, declarationOf, flagOf, type OptionValues } from "../../option.ts";
import { decide } from "../../tasks/forecast/plan.ts";
import type { Source } from "./future.ts";
import type { ReadData, ReadSeries, Role } from "./read.ts";

/** What `inspect` finds in a CSV, as data: the document of `--json`, and what the screen is made from. */

export interface ColumnFacts {
  readonly name: string;
  readonly kind: "number" | "time" | "text";
  readonly missing: number;
  /** Numbers and times: the least and the greatest, as the file writes times. */
  readonly from: string | number | null;
  readonly to: string | number | null;
  /** Text: how many different values, and the first of them. */
  readonly different: number | null;
  readonly first: string | null;
}

/** Different texts are counted up to here. */
const most = 10_000;

export function columnFacts(column: Column): ColumnFacts {
  const { name, kind, missing } = column;
  if (column.kind === "text") {
    const values = new Set<string>();
    for (const cell of column.values) if (cell !== "" && values.size < most) values.add(cell);
    const [first = null] = values;
    return { name, kind, missing, from: null, to: null, different: values.size, first };
  }
  let [low, high] = [Infinity, -Infinity];
  for (const value of column.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const written = (value: number) => (column.kind === "time" ? formatTime(value, column.form) : value);
  const empty = low > high;
  return { name, kind, missing, from: empty ? null : written(low), to: empty ? null : written(high), different: null, first: null };
}

/** Steps ahead that people ask for at a frequency. */
const usual = new Map<string, number>([
  ["minute", 24],
  ["hour", 24],
  ["day", 14],
  ["week", 13],
  ["month", 12],
  ["quarter", 4],
  ["year", 5],
]);

/** What forecast would do: as far ahead as known columns reach, else as is usual, and at most a fifth of the rows. */
export function planOf(data: ReadData): { series: ReadSeries; season: number; lookback: number; horizon: number } {
  const series = data.series.reduce((longest, next) => (next.labels.length > longest.labels.length ? next : longest));
  const rows = series.labels.length;
  const known = data.roles.some(({ role }) => role === "known");
  const ahead = data.series.reduce((least, { aheadRows }) => Math.min(least, aheadRows), Infinity);
  const asUsual = Math.max(1, Math.min(usual.get(data.frequency?.unit ?? "") ?? 12, Math.floor(rows / 5)));
  const horizon = known && ahead > 0 ? ahead : asUsual;
  const list = data.series.map((one) => one.series);
  const { season, lookback } = decide(list, { horizon, season: "auto", lookback: "auto" });
  return { series, season, horizon, lookback };
}

/** A word as a shell takes it. */
const shellWord = (text: string) => (/^[\p{L}\p{N}_./,:=@%+-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that forecasts what was inspected, with the flags that were given. */
export function forecastLine(data: ReadData, horizon: number, values: OptionValues<(typeof dataOptions)[number]>): string {
  const flags = dataOptions.flatMap((name) => {
    const value = values[name];
    if (value === undefined || value === declarationOf(name).default) return [];
    return value === true ? [flagOf(name)] : [flagOf(name), shellWord(`${value}`)];
  });
  return ["memoria forecast", shellWord(data.file), ...flags, "--horizon", `${horizon}`, "--out", shellWord(`${data.name}/`)].join(" ");
}

/** `inspect --json`: schema 1. */
export function inspectDocument(source: Source, data: ReadData, values: OptionValues<(typeof dataOptions)[number]>) {
  const { season, lookback, horizon, series } = planOf(data);
  const rows = data.series.map(({ labels }) => labels.length);
  const roleOf = (column: string, role?: Role) =>
    data.roles.find((one) => one.column === column && (role === undefined || one.role === role));
  return {
    schema: 1,
    command: "inspect",
    data: {
      file: data.file,
      sha256: data.sha256,
      rows: data.rows,
      form: data.form,
      delimiter: data.delimiter,
      decimal: data.decimal ?? null,
      encoding: data.encoding,
      frequency: data.frequency ?? null,
    },
    columns: source.columns.map((column) => {
      const role = roleOf(column.name);
      return { ...columnFacts(column), role: role?.role ?? null, guessed: role?.guessed ?? null };
    }),
    series: {
      count: data.series.length,
      shortest: rows.reduce((a, b) => Math.min(a, b), Infinity),
      longest: rows.reduce((a, b) => Math.max(a, b), 0),
      first: series.labels[0] ?? null,
      last: series.labels.at(-1) ?? null,
    },
    forecast: { season, lookback, horizon, line: forecastLine(data, horizon, values) },
    warnings: data.notes.map(({ code, fields }) => ({ code, ...fields })),
  };
}
