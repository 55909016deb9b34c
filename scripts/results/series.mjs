// The series of CSV files, one a column, as the command line reads them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { readData } from "../../dist/commands/parts/read.js";
import { readCsv } from "../../dist/data/csv.js";
import { DataError } from "../../dist/index.js";

const leastRows = 60;

/** Every CSV under the paths, in order of name. */
export const filesOf = (paths) =>
  paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".csv"))
      .sort()
      .map((name) => join(path, name));
  });

const isIndex = (values) => values.every((value, row) => row === 0 || Number.isNaN(values[row - 1]) || value - values[row - 1] === 1);

/** The column on its calendar; by row alone where its times have no regular step. */
function read(file, bytes, target, values) {
  try {
    return { series: readData(file, bytes, { target }).series[0].series, timed: true };
  } catch (error) {
    if (!(error instanceof DataError && error.code === "time-irregular")) throw error;
    return { series: { id: target, target: values }, timed: false };
  }
}

/** `{ name, series, timed }` for each column that is a series and whose name contains `only`; why others are passed over goes to `notes`. */
export function* seriesOf(files, only, notes) {
  const seen = new Map();
  for (const file of files) {
    const bytes = readFileSync(file);
    const numbers = readCsv(bytes, { name: file }).columns.filter((column) => column.kind === "number");
    const targets = numbers.filter(
      ({ name, values }) =>
        !/^(?:time|year)$/i.test(name) && !isIndex(values) && new Set(values.filter((value) => !Number.isNaN(value))).size > 2,
    );
    for (const { name: target, values } of targets) {
      const name = targets.length > 1 ? `${basename(file, ".csv")}/${target}` : basename(file, ".csv");
      if (only !== undefined && !name.includes(only)) continue;
      const observed = values.filter((value) => !Number.isNaN(value));
      const hash = createHash("sha256").update(observed.join()).digest("hex");
      if (observed.length < leastRows) notes.push(`${name}: passed over, ${observed.length} values`);
      else if (seen.has(hash)) notes.push(`${name}: passed over, the values of ${seen.get(hash)}`);
      else {
        seen.set(hash, name);
        const found = read(file, bytes, target, values);
        if (!found.timed) notes.push(`${name}: read without its times, which have no regular step`);
        yield { name, series: found.series };
      }
    }
  }
}
