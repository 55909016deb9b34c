import Papa from "papaparse";
import { csvCell, csvNumber, csvText, keyColumns, neutral, rangeColumns, seriesCells } from "./csv.ts";
import type { ReadData } from "./read.ts";
import { fingerprintOf } from "./record.ts";
import type { RunFile } from "./run-file.ts";

/** Earlier forecasts of a folder beside what came: rows of `scored.csv`, in the form of backtest.csv. No forecast is lost. */

export const scoredFile = "scored.csv";

/** One row, by column. Cells are text as the file has it, without its quotes. */
type Row = ReadonlyMap<string, string>;

export interface EarlierScore {
  /** The last row that the forecasts knew, of the first series. */
  readonly cutoff: string;
  readonly method: string;
  /** Values that have come; the rest of the horizon hasn't. */
  readonly n: number;
  readonly mae: number;
  readonly wape: number | null;
  readonly ranges: readonly { readonly level: number; readonly n: number; readonly held: number }[];
}

export interface Scored {
  /** All rows, as they go into scored.csv; none where nothing was forecast before. */
  readonly text: string | undefined;
  /** Of the forecast that the folder held, on the rows that have come since: the method that went first, then naive. */
  readonly latest: readonly EarlierScore[];
  /** Of all forecasts so far, in their order. */
  readonly all: readonly EarlierScore[];
  /** There was a forecast to put aside. */
  readonly fresh: boolean;
  /** Rows of the past are others than before, and no times tell which is which. */
  readonly unclear: boolean;
}

const key = (row: Row, columns: readonly string[]) => JSON.stringify(columns.map((column) => row.get(column) ?? ""));

function parse(text: string): Row[] {
  const [header = [], ...rows] = Papa.parse(text, { delimiter: ",", newline: "\n", skipEmptyLines: true }).data;
  return rows.map((cells) => new Map(header.map((column, i) => [column, cells[i] ?? ""])));
}

/** The forecast of the folder's last run: that of the method that went first, and the naive one. */
function lastForecast({ data, forecasts = [] }: RunFile, keys: readonly string[]): Row[] {
  const many = data.series.some(({ target }) => target !== data.series[0].target);
  return forecasts.flatMap(({ series: title, method, recommended, time, forecast, ranges }) => {
    const own = data.series.find(({ id, target }) => (id ?? target) === title);
    if (own === undefined || (!recommended && method !== "naive")) return [];
    return time.map((label, step) => {
      const cells = [label, ...own.ids, ...(many ? [own.target] : [])].map(neutral);
      const levels = [...ranges].sort((a, b) => a.level - b.level);
      const bounds = levels.flatMap(({ lower, upper }) => [lower[step], upper[step]].map((value) => csvNumber(value ?? NaN)));
      const names = rangeColumns(levels.map(({ level }) => level));
      return new Map([
        ...keys.map((column, i): [string, string] => [column, cells[i] ?? ""]),
        ["cutoff", neutral(own.last ?? "")],
        ["method", method],
        ["forecast", csvNumber(forecast[step] ?? NaN)],
        ...names.map((name, i): [string, string] => [name, bounds[i]]),
        ["actual", ""],
      ]);
    });
  });
}

/** What the data know now of the rows that `wanted` names. */
function actuals(data: ReadData, keys: readonly string[], rows: readonly Row[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const wanted = new Set(rows.map((row) => key(row, keys)));
  const times = new Set(rows.map((row) => row.get(keys[0])));
  for (const series of data.series) {
    const own = seriesCells(data, series).map(neutral);
    series.labels.forEach((label, row) => {
      if (!times.has(neutral(label))) return;
      const at = key(new Map(keys.map((column, i) => [column, [neutral(label), ...own][i] ?? ""])), keys);
      if (wanted.has(at) && !Number.isNaN(series.series.target[row])) found.set(at, csvNumber(series.series.target[row]));
    });
  }
  return found;
}

function scoresOf(rows: readonly Row[]): EarlierScore[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if ((row.get("actual") ?? "") === "") continue;
    const name = key(row, ["cutoff", "method"]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((group) => {
    const number = (row: Row, column: string) => Number(row.get(column) || NaN);
    const error = (row: Row) => Math.abs(number(row, "actual") - number(row, "forecast"));
    const sum = (term: (row: Row) => number) => group.reduce((total, row) => total + term(row), 0);
    const size = sum((row) => Math.abs(number(row, "actual")));
    const levels = [...group[0].keys()].flatMap((column) => (/^lo[\d.]+$/.test(column) ? [Number(column.slice(2))] : []));
    const ranges = levels.flatMap((level) => {
      const ranged = group.filter((row) => (row.get(`lo${level}`) ?? "") !== "");
      const held = ranged.filter((row) => {
        const actual = number(row, "actual");
        return actual >= number(row, `lo${level}`) && actual <= number(row, `hi${level}`);
      }).length;
      return ranged.length === 0 ? [] : [{ level: level / 100, n: ranged.length, held }];
    });
    const [first] = group;
    return {
      cutoff: first.get("cutoff") ?? "",
      method: first.get("method") ?? "",
      n: group.length,
      mae: sum(error) / group.length,
      wape: size === 0 ? null : sum(error) / size,
      ranges,
    };
  });
}

/** The columns of all rows: keys first, `actual` last. */
function columnsOf(rows: readonly Row[]): string[] {
  const all = new Set(rows.flatMap((row) => [...row.keys()]));
  all.delete("actual");
  return [...all, "actual"];
}

/**
 * Scores what a folder forecast on the rows that have come since.
 *
 * @param text its scored.csv, if it has one
 * @param before the run.json of the forecast that is to be put aside
 */
export function scoreEarlier(text: string | undefined, before: RunFile | undefined, data: ReadData): Scored {
  const kept = text === undefined ? [] : parse(text);
  const keys = keyColumns(data).map(neutral);
  const told = data.roles.some(({ role }) => role === "time");
  const same = before?.data.series.every(({ id, rows, fingerprint }) => {
    const own = data.series.find((series) => (series.series.id ?? null) === id);
    return own !== undefined && fingerprint === fingerprintOf(own.series.target, rows);
  });
  const unclear = !told && before !== undefined && same === false;
  const fresh = before === undefined ? [] : lastForecast(before, keys);
  const full = (row: Row) => key(row, [...keys, "cutoff", "method"]);
  const known = new Set(kept.map(full));
  const rows = [...kept, ...fresh.filter((row) => !known.has(full(row)))];
  const open = (row: Row) => (row.get("actual") ?? "") === "";
  const come = unclear ? new Map<string, string>() : actuals(data, keys, rows.filter(open));
  const filled = rows.map((row) => (open(row) ? new Map([...row, ["actual", come.get(key(row, keys)) ?? ""]]) : row));
  const columns = columnsOf(filled);
  const ours = new Set(fresh.map(full));
  const latest = scoresOf(filled.filter((row) => ours.has(full(row))));
  return {
    text:
      rows.length === 0
        ? undefined
        : csvText([columns.map(csvCell), ...filled.map((row) => columns.map((column) => csvCell(row.get(column) ?? "")))]),
    latest: [...latest.filter(({ method }) => method !== "naive"), ...latest.filter(({ method }) => method === "naive")],
    all: scoresOf(filled),
    fresh: fresh.length > 0,
    unclear,
  };
}
