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
      const counts = bundled.map(({ series }) => words.datasets.rows(numbers.number(series().target.length)));
      const longest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
      const [nameWidth, countWidth] = [longest(bundled.map(({ name }) => name)), longest(counts)];
      const lines = bundled.flatMap(({ name, source }, i) => {
        const head = `  ${name.padEnd(nameWidth)}  ${counts[i].padStart(countWidth)}`;
        return wrap(`${head}  ${words.datasets.source(name, source)}`, out.columns, " ".repeat(out.columns < 60 ? 4 : head.length + 2));
      });
      out.write(`${[...wrap(words.datasets.title, out.columns, "  "), ...lines].join("\n")}\n`);
    },
  });
}
