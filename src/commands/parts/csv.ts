import type { Interval, TestedSeries } from "./engine.ts";
import type { ReadData, ReadSeries } from "./read.ts";
import { methodForecasts, type Run } from "./record.ts";

/** The CSV files of a run: decimal points whatever the language, cells from a user's file harmless in a spreadsheet. */

/** Text from a user's file that a spreadsheet would run as a formula gets an apostrophe; negative numbers stay numbers. */
export function neutral(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One cell of a user's text. */
export const csvCell = (cell: string) => quoted(neutral(cell));

/** Nine digits tell any two float32 values apart; NaN is an empty cell. */
export const csvNumber = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? "" : `${Number(value.toPrecision(9))}`;

/** Rows of cells that are ready, as a file. */
export const csvText = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(",")).join("\n")}\n`;

/** 0.8 → `80`, 0.975 → `97.5`. */
const levelName = (level: number) => `${Number((level * 100).toPrecision(9))}`;

/** `lo80`, `hi80`, `lo95` … */
export const rangeColumns = (levels: readonly number[]) =>
  [...levels].sort((a, b) => a - b).flatMap((level) => [`lo${levelName(level)}`, `hi${levelName(level)}`]);

const rangeCells = (levels: readonly number[], intervals: readonly Interval[], step: number) =>
  [...levels]
    .sort((a, b) => a - b)
    .flatMap((level) => {
      const found = intervals.find((interval) => interval.level === level);
      return [csvNumber(found?.lower[step]), csvNumber(found?.upper[step])];
    });

/** The columns that say which row of which series: the user's time and id columns; the target's name where a file has several. */
export function keyColumns({ roles, series }: ReadData): string[] {
  const named = (role: string) => roles.filter((one) => one.role === role).map(({ column }) => column);
  return [...(named("time").length === 0 ? ["step"] : named("time")), ...named("id"), ...(manyTargets(series) ? ["target"] : [])];
}

const manyTargets = (series: readonly ReadSeries[]) => series.some(({ target }) => target !== series[0].target);

/** The cells under `keyColumns` beside the time's. */
export const seriesCells = (data: ReadData, { ids, target }: ReadSeries): string[] => [
  ...ids,
  ...(manyTargets(data.series) ? [target] : []),
];

/** `keyColumns`, then `method,forecast` and a `lo`, `hi` pair for each level. */
export function forecastCsv(run: Run): string {
  const { data, options, results } = run;
  const header = [...keyColumns(data), "method", "forecast"].map(csvCell);
  const rows = data.series.flatMap((series, k) => {
    const labels = series.ahead(options.horizon).map(csvCell);
    const own = seriesCells(data, series).map(csvCell);
    return methodForecasts(results[k], options.cell).flatMap(({ method, point, intervals }) =>
      labels.map((label, step) => [label, ...own, method, csvNumber(point[step]), ...rangeCells(options.levels, intervals, step)]),
    );
  });
  return csvText([[...header, ...rangeColumns(options.levels)], ...rows]);
}

/** The past test: `keyColumns`, `cutoff` (the last row that the forecast knew), `method,forecast`, ranges and `actual`. */
export function backtestCsv({ data, options }: Pick<Run, "data" | "options">, test: readonly TestedSeries[]): string {
  const header = [...keyColumns(data), "cutoff", "method", "forecast"].map(csvCell);
  const rows = test.flatMap(({ id, target, origins, methods }) => {
    const series = data.series.find((one) => one.series.id === id) ?? data.series[0];
    const own = seriesCells(data, series).map(csvCell);
    return origins.flatMap((origin, w) => {
      const cutoff = csvCell(series.labels[origin - 1] ?? "");
      return methods.flatMap(({ name, forecasts, intervals }) =>
        Array.from({ length: options.horizon }, (_, step) => [
          csvCell(series.labels[origin + step] ?? ""),
          ...own,
          cutoff,
          name,
          csvNumber(forecasts[w][step]),
          ...rangeCells(options.levels, intervals[w] ?? [], step),
          csvNumber(target[origin + step]),
        ]),
      );
    });
  });
  return csvText([[...header, ...rangeColumns(options.levels), "actual"], ...rows]);
}
