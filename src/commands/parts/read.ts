import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import type { Frequency } from "../../data/frequency.ts";
import type { Series } from "../../data/series.ts";
import type { Note } from "../../data/table.ts";
import type { dataOptions, OptionValues } from "../../option.ts";
import { readFile } from "../../storage/node.ts";
import { assemble } from "./assemble.ts";
import { type FileBytes, readSource, type Source } from "./future.ts";
import { layOut } from "./lay-out.ts";
import { type Chosen, chooseRoles, type DataForm, type ReadRole, type Role } from "./roles.ts";
import { assembleRows } from "./row-form.ts";

export type { DataForm, FileBytes, ReadRole, Role };

/** One series of a file, on its regular calendar. */
export interface ReadSeries {
  /** Its `id` is the series' name: the target's for a single or wide one, `store/product` for several id columns, `store/target` for both. */
  readonly series: Series;
  /** Its values of the id columns, in the order of `roles`; none without id columns. */
  readonly ids: readonly string[];
  /** The target's column: its own for each series of a wide file, else the same for all. Empty for a series a row. */
  readonly target: string;
  /** One a row of the past, as the file writes its times; `1`, `2` … without times. */
  readonly labels: readonly string[];
  /** Rows after the last observed value, whose known columns the file gives. */
  readonly aheadRows: number;
  /** The labels of the horizon, which begins after the last observed value. */
  ahead(horizon: number): string[];
}

/** A CSV as regular series, with all that a person should know about how it was read. */
export interface ReadData {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
  /** Rows of the file, without its header. */
  readonly rows: number;
  readonly form: DataForm;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly encoding: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  readonly notes: readonly Note[];
  /** In the order time, id, target, known, past, static. */
  readonly roles: readonly ReadRole[];
  /** Of all series; undefined where no step fits or rows have no time. */
  readonly frequency: Frequency | undefined;
  /** At least one, in the order of the file. */
  readonly series: readonly ReadSeries[];
}

/** `horizon`: given where known columns must reach that far. */
export type ReadOptions = OptionValues<Exclude<(typeof dataOptions)[number], "future"> | "horizon">;

/** Reads a CSV and the file of `--future`, if there is one, from the disk. Throws what `readData` throws, and `file-access`. */
export async function readDataFile(file: string, given: ReadOptions & OptionValues<"future">): Promise<ReadData> {
  const bytes = await readFile(file);
  const future = given.future === undefined ? undefined : { file: given.future, bytes: await readFile(given.future) };
  return readData(file, bytes, given, future);
}

/**
 * Reads a CSV in any form: chooses the roles of its columns as asked, or where they are plain; lays each series on its regular calendar; and
 * puts the rows after the last value, or those of `future`, ahead. Throws DataError and OptionError.
 */
export function readData(file: string, bytes: Uint8Array, given: ReadOptions, future?: FileBytes): ReadData {
  const own = { file, bytes };
  return dataOf(own, readSource(own, given, future), given);
}

/** What `readData` gives, of a file that is already a table. */
export function dataOf(own: FileBytes, source: Source, given: ReadOptions): ReadData {
  return { ...fileFacts(own, source), ...readSeriesOf(source, given) };
}

function readSeriesOf(source: Source, given: ReadOptions): Pick<ReadData, "form" | "roles" | "frequency" | "series" | "notes"> {
  const notes: Note[] = source.notes.filter(({ code }) => code !== "missing-values");
  const chosen: Chosen = chooseRoles(source, given, notes);
  const { form, roles } = chosen;
  if (form === "rows") return { form, roles, frequency: undefined, series: assembleRows(source, chosen, given, notes), notes };
  const { frequency, layouts } = layOut(source, chosen, given, notes);
  return { form, roles, frequency, series: assemble(source, chosen, layouts, given, notes), notes };
}

function fileFacts({ file, bytes }: FileBytes, source: Source) {
  const decimal = source.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  return {
    name: basename(file, extname(file)),
    file,
    rows: source.ownRows,
    delimiter: source.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    encoding: source.encoding,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}
