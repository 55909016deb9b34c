import { table } from "../charts/index.ts";
import { type Command, command } from "../command.ts";
import type { Series } from "../data/series.ts";
import { unknownWithHint } from "../option-value.ts";
import { wrap } from "../text.ts";
import { checkFile, keepFile } from "./parts/keep.ts";

/** What the commands need of a bundled series. */
export interface BundledSeries {
  readonly name: string;
  /** Where the numbers come from. */
  readonly source: string;
  series(): Series;
}

/** A bundled series as a CSV that `memoria forecast` reads: its times, if it has them, and its values under its name. */
export function seriesCsv({ name, series }: BundledSeries): string {
  const { time, target } = series();
  const rows = Array.from(target, (value, row) => [...(time === undefined ? [] : [`${time[row]}`]), Number.isNaN(value) ? "" : `${value}`]);
  const header = [...(time === undefined ? [] : ["time"]), name];
  return `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

/** `memoria datasets [NAME]`: the list, or one of them as CSV. */
export function datasetsCommand(bundled: readonly BundledSeries[]): Command {
  return command({
    name: "datasets",
    operand: { name: "NAME", required: false },
    options: ["csv", "lang"],
    summary: (words) => words.commands.datasets,
    example: `memoria datasets ${bundled[0]?.name ?? "NAME"} --csv data.csv`,
    async run({ words, numbers, out, notes }, operand, { csv }) {
      if (operand !== undefined) {
        const names = bundled.map(({ name }) => name);
        const found = bundled.find(({ name }) => name === operand);
        if (found === undefined) throw unknownWithHint("data set", operand, names);
        if (csv === undefined) out.write(seriesCsv(found));
        else {
          checkFile("--csv", csv);
          await keepFile(csv, seriesCsv(found));
          notes.write(`${wrap(words.forecast.keptFile(csv), notes.columns, "  ").join("\n")}\n`);
        }
        return;
      }
      const rows = bundled.map(({ name, source, series }) => [
        name,
        words.datasets.rows(numbers.number(series().target.length)),
        words.datasets.source(name, source),
      ]);
      const columns = (["left", "right", "left"] as const).map((align) => ({ title: "", align }));
      const lines = table({ columns, rows }, { columns: out.columns })
        .split("\n")
        .filter((line) => line.trim() !== "");
      out.write(`${[...wrap(words.datasets.title, out.columns, "  "), ...lines].join("\n")}\n`);
    },
  });
}
