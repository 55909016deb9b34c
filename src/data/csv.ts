/**
 * A CSV file as people have it → a table. Splitting and quotes are papaparse's work; here are delimiter, header, kinds of columns and
 * refusals that name file, line and column.
 */
import Papa from "papaparse";
import { DataError, show } from "../errors.ts";
import { buildColumns } from "./column.ts";
import { findDelimiter, looksLikeHeader, noDelimiter, titleRows } from "./csv-dialect.ts";
import { decodeText, type Encoding } from "./encoding.ts";
import type { DecimalMark } from "./number.ts";
import type { Note, Table } from "./table.ts";
import type { DateOrder } from "./time-form.ts";

export interface CsvOptions {
  /** What errors call the file. Default: `csv`. */
  readonly name?: string;
  /** One character. Default: found among `,` `;` tab and `|`. */
  readonly delimiter?: string;
  /** Default: found from the cells of each column, then from the other columns. */
  readonly decimal?: DecimalMark;
  /** Order of day and month in dates such as 03/04/2024. Default: found from a day above 12 in the column. */
  readonly order?: DateOrder;
  /** Whether the first row names the columns. Default: found. */
  readonly header?: boolean;
  /** Default: found from the byte order mark or the bytes. */
  readonly encoding?: Encoding;
  /** Marks that mean missing, besides `NA`, `N/A`, `–`, `null`, `NaN`, `s/d` and the like. Case is ignored. */
  readonly missing?: readonly string[];
  /** Lines above the header, which are not read. Default: 0. */
  readonly skip?: number;
}

/** Rows of cells, all of one width, with the line on which each begins. */
interface Grid {
  readonly columns: string[][];
  readonly lines: number[];
  readonly notes: Note[];
}

/**
 * Reads a CSV from text or from the bytes of a file. The input is not changed.
 * Throws DataError: `csv-empty`, `csv-ragged` (a row with more or fewer fields than the first), `csv-quotes`, `csv-decimal-ambiguous`
 * (`1,234` alone: give `decimal`), `csv-decimal-conflict`, `time-ambiguous` (`03/04/2024` alone: give `order`), `time-order-conflict`,
 * `text-binary`, `text-encoding`.
 */
export function readCsv(input: string | Uint8Array, options: CsvOptions = {}): Table {
  const name = options.name ?? "csv";
  const notes: Note[] = [];
  let text: string;
  let encoding = "text";
  if (typeof input === "string") text = input.startsWith("\ufeff") ? input.slice(1) : input;
  else {
    const decoded = decodeText(input, name, options.encoding);
    ({ text, encoding } = decoded);
    if (decoded.assumed) notes.push({ code: "encoding-assumed", fields: { encoding } });
  }
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  // The line with which a spreadsheet tells its delimiter.
  const told = /^"?sep=([^\n])"?[;,\t]*\n/i.exec(text);
  const skipped = Math.max(options.skip ?? 0, told === null ? 0 : 1);
  for (let line = 0; line < skipped && text !== ""; line++) text = text.slice(text.indexOf("\n") + 1 || text.length + 1);
  if (text.trim() === "") fail("csv-empty", name, "rows of data", "an empty file");
  const delimiter = options.delimiter ?? told?.[1] ?? findDelimiter(text);
  const grid = split(text, delimiter, name, skipped);
  notes.push(...grid.notes);
  const above = titleRows(rowOf(grid, 0), sampleOf(grid));
  if (above > 0 && options.header === undefined) refuseTitle(name, rowOf(grid, 0), grid.lines[above]);
  const header = options.header ?? looksLikeHeader(rowOf(grid, 0), sampleOf(grid));
  const names = nameColumns(grid, header, notes);
  if (header) {
    for (const cells of grid.columns) cells.shift();
    grid.lines.shift();
  }
  if (grid.lines.length === 0) fail("csv-empty", name, "rows below the header", "none");
  const lines = Uint32Array.from(grid.lines);
  const columns = buildColumns(names, grid.columns, { ...options, name, lines, delimiter, notes });
  const shown = delimiter === noDelimiter ? "" : delimiter;
  return { name, columns, rows: lines.length, lines, notes, delimiter: shown, encoding, header };
}

function split(text: string, delimiter: string, name: string, skipped: number): Grid {
  const grid: Grid = { columns: [], lines: [], notes: [] };
  const { columns, lines } = grid;
  let line = 1 + skipped;
  let trailing = 0;
  const step = ({ data, errors }: { data: string[]; errors: readonly { type: string; message: string; index?: number }[] }) => {
    const start = line;
    line++;
    for (const cell of data) if (cell.includes("\n")) line += cell.split("\n").length - 1;
    const broken = errors.find((error) => error.type === "Quotes");
    if (broken) fail("csv-quotes", `${name}, line ${start}`, "every quote closed, at the end of its cell", broken.message.toLowerCase());
    if (data.length === 1 && data[0].trim() === "" && columns.length !== 1) return;
    if (columns.length === 0) for (let i = 0; i < data.length; i++) columns.push([]);
    const width = columns.length;
    if (data.length > width && data.slice(width).every((cell) => cell.trim() === "")) {
      trailing++;
      data.length = width;
    }
    if (data.length !== width) {
      const skip = width === 1 && lines.length <= 10 ? start - 1 : 0;
      const fields = { file: name, line: start, width, got: data.length, skip };
      const look = "look at quotes and delimiters on that line";
      const hint = skip > 0 ? `${look}, or skip the ${skip} above the header` : look;
      throw new DataError({
        code: "csv-ragged",
        where: `${name}, line ${start}`,
        expected: `${width} fields`,
        got: `${data.length}`,
        hint,
        fields,
      });
    }
    for (let i = 0; i < width; i++) columns[i].push(data[i]);
    lines.push(start);
  };
  Papa.parse(text, { delimiter, newline: "\n", step });
  if (trailing > 0) grid.notes.push({ code: "row-trailing-delimiter", fields: { count: trailing } });
  dropEmptyEnd(grid);
  return grid;
}

function refuseTitle(name: string, row: readonly string[], line: number): never {
  const got = show(row.find((cell) => cell.trim() !== "")?.trim());
  const where = `${name}, line 1`;
  const fields = { where, got, line, skip: line - 1 };
  throw new DataError({ code: "csv-title", where, expected: "the names of the columns", got, hint: `skip ${line - 1} lines`, fields });
}

/** Rows at the end without any content, as spreadsheets leave them, are dropped; said unless they are blank lines. */
function dropEmptyEnd(grid: Grid): void {
  let dropped = 0;
  while (grid.lines.length > 1 && grid.columns.every((cells) => cells[cells.length - 1].trim() === "")) {
    for (const cells of grid.columns) cells.pop();
    grid.lines.pop();
    dropped++;
  }
  if (dropped > 0 && grid.columns.length > 1) grid.notes.push({ code: "rows-empty", fields: { count: dropped } });
}

const rowOf = (grid: Grid, row: number) => grid.columns.map((cells) => cells[row]);

function sampleOf(grid: Grid): string[][] {
  const count = Math.min(grid.lines.length, 101);
  return Array.from({ length: count - 1 }, (_, row) => rowOf(grid, row + 1));
}

/** Names of all columns: unique and not empty. Columns without a name and without content are dropped from the grid. */
function nameColumns(grid: Grid, header: boolean, notes: Note[]): string[] {
  if (!header) notes.push({ code: "no-header", fields: { columns: grid.columns.length } });
  const names: string[] = [];
  const seen = new Set<string>(header ? rowOf(grid, 0).map((cell) => cell.trim()) : []);
  const kept: string[][] = [];
  grid.columns.forEach((cells, i) => {
    const written = header ? cells[0].trim() : "";
    if (header && written === "" && cells.every((cell) => cell.trim() === "")) {
      notes.push({ code: "column-dropped", fields: { position: i + 1 } });
      return;
    }
    let given = written === "" ? `column${i + 1}` : written;
    if (names.includes(given) || (written === "" && seen.has(given))) {
      const base = given;
      for (let n = 2; names.includes(given) || seen.has(given); n++) given = `${base}_${n}`;
      notes.push({ code: "header-duplicate", fields: { name: base, position: i + 1, renamed: given } });
    } else if (header && written === "") notes.push({ code: "header-empty", fields: { position: i + 1, renamed: given } });
    names.push(given);
    kept.push(cells);
  });
  grid.columns.splice(0, grid.columns.length, ...kept);
  return names;
}

function fail(code: string, where: string, expected: string, got: string): never {
  throw new DataError({ code, where, expected, got, fields: { where, expected, got: show(got) } });
}
