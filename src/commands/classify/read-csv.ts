import { basename, extname } from "node:path";
import { readCsv } from "../../data/csv.ts";
import type { Column, Note, Table } from "../../data/table.ts";
import { parseTimes } from "../../data/time.ts";
import { formatTime } from "../../data/time-form.ts";
import { DataError } from "../../errors.ts";
import { askedColumn, cells, chooseFeatures, noFeatures } from "../regress/columns.ts";
import { whole, windows } from "./cut.ts";
import type { ReadCases, ReadOptions, ReadRole, Recording, Remembered } from "./data.ts";
import { idOf, labelOf, textColumn, timeOf } from "./roles.ts";

/** A long CSV: a row a moment, told apart by an id; or a text and its class a row. */

export interface ReadTable {
  readonly table: Table;
  readonly roles: readonly ReadRole[];
  readonly notes: Note[];
  readonly recordings: readonly Recording[];
}

/** Reads rows of channels. `labelled`: a column of classes is needed; `id`: recordings by a column, or all one (a file of a folder). */
export function readRecordings(
  file: string,
  bytes: Uint8Array,
  asked: ReadOptions,
  { labelled, id: whose, model }: { labelled: boolean; id: "column" | "file" | "optional"; model?: Remembered },
): ReadTable {
  const table = readCsv(bytes, { name: file, decimal: asked.decimal, order: asked.order });
  const known = (name: string | undefined) => (table.columns.some((column) => column.name === name) ? name : undefined);
  const notes: Note[] = table.notes.filter(({ code }) => code !== "missing-values" && code !== "column-empty");
  const given = { time: asked.time ?? known(model?.columns.time), id: asked.id ?? known(model?.columns.id) };
  const own = { label: asked.label ?? known(model?.columns.label), features: asked.features };
  const time = timeOf(table, given.time);
  const label = labelOf(table, own.label, [time], labelled);
  const id = whose === "file" ? undefined : idOf(table, given.id, time, label, whose === "optional");
  const inputs =
    model !== undefined
      ? model.features.map((name) => askedColumn(table, name, "--model"))
      : chooseFeatures(table, own.features, [time, id, label], notes);
  if (inputs.length === 0) throw noFeatures(table);
  const gaps = inputs.reduce((sum, column) => sum + column.missing, 0);
  if (gaps > 0) notes.push({ code: "features-missing", fields: { count: gaps } });
  const role = (name: ReadRole["role"], columns: readonly (Column | undefined)[], guessed: boolean): ReadRole[] => {
    const listed = columns.flatMap((column) => (column === undefined ? [] : [column.name]));
    return listed.length === 0 ? [] : [{ role: name, columns: listed, guessed }];
  };
  return {
    table,
    roles: [
      ...role("time", [time], given.time === undefined),
      ...role("id", [id], given.id === undefined),
      ...role("label", [label], own.label === undefined),
      ...role("features", inputs, own.features === undefined && model === undefined),
    ],
    notes,
    recordings: recordingsOf(table, { time, id, label, inputs, order: asked.order }, basename(file, extname(file))),
  };
}

interface Chosen {
  readonly time: Column | undefined;
  readonly id: Column | undefined;
  readonly label: Column | undefined;
  readonly inputs: readonly Column[];
  readonly order: ReadOptions["order"];
}

/** Rows by id, in order of time. */
function recordingsOf(table: Table, { time, id, label, inputs, order }: Chosen, plain: string): Recording[] {
  const when = time === undefined ? undefined : momentsOf(table, time, order);
  const [ids, classes] = [id && cells(id), label && cells(label)];
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const key = ids?.[row] ?? plain;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const columns = inputs.map((column) => [column.name, valuesOf(column)] as const);
  return [...groups].map(([key, rows]): Recording => {
    const sorted = when === undefined ? rows : [...rows].sort((a, b) => when.seconds[a] - when.seconds[b] || a - b);
    const take = (column: Float64Array | readonly string[]) =>
      column instanceof Float64Array ? Float64Array.from(sorted, (row) => column[row]) : sorted.map((row) => column[row]);
    return {
      id: key,
      features: new Map(columns.map(([name, column]) => [name, take(column)])),
      labels: sorted.map((row) => classes?.[row] ?? ""),
      seconds: when && Float64Array.from(sorted, (row) => when.seconds[row]),
      at: (row) => when?.label(sorted[row]) ?? `${row + 1}`,
    };
  });
}

/** Numbers, or text for categories and for codes such as 007. */
function valuesOf(column: Column): Float64Array | readonly string[] {
  if (column.kind === "text" || (column.kind === "number" && column.text !== undefined)) return cells(column);
  return Float64Array.from(column.values);
}

/** Times in seconds: clocks, or plain numbers as they are. Throws DataError `time-missing`, `time-invalid` …. */
function momentsOf(table: Table, time: Column, order: ReadOptions["order"]): { seconds: Float64Array; label: (row: number) => string } {
  const where = `${table.name}, column "${time.name}"`;
  const read = time.kind === "text" ? parseTimes(time.values, where, order, (row) => table.lines[row]) : time;
  const absent = Array.prototype.findIndex.call(read.values, Number.isNaN);
  if (absent >= 0) {
    throw new DataError({
      code: "time-missing",
      where: `${table.name}, line ${table.lines[absent]}, column "${time.name}"`,
      expected: "a time in every row",
      got: "a row without one",
      hint: "complete it or drop the row",
    });
  }
  const clock = read.kind === "time";
  return {
    seconds: Float64Array.from(read.values, (value) => (clock ? value / 1000 : value)),
    label: (row) => (read.kind === "time" ? formatTime(read.values[row], read.form) : `${read.values[row]}`),
  };
}

type ReadPart = Pick<ReadCases, "form" | "rows" | "delimiter" | "decimal" | "roles" | "sequences" | "window" | "notes">;

/** Reads a CSV of recordings or of texts. Throws DataError and OptionError. */
export function readCsvCases(file: string, bytes: Uint8Array, asked: ReadOptions, model?: Remembered): ReadPart {
  const table = readCsv(bytes, { name: file, decimal: asked.decimal, order: asked.order });
  const text = textColumn(table, asked, model);
  if (text !== undefined) return readTexts(table, text, asked, model);
  const window = asked.window ?? model?.columns.window;
  const read = readRecordings(file, bytes, asked, {
    labelled: model === undefined,
    id: window === undefined ? "column" : "optional",
    model,
  });
  const cut =
    window === undefined
      ? whole(read.recordings, file)
      : windows(read.recordings, window, asked.step ?? model?.columns.step, file, read.notes);
  return {
    form: "csv",
    rows: table.rows,
    delimiter: table.delimiter,
    decimal: decimalOf(table),
    roles: read.roles,
    notes: read.notes,
    ...cut,
  };
}

export function decimalOf(table: Table): "." | "," | undefined {
  const column = table.columns.find((one) => one.kind === "number" && one.decimal !== undefined);
  return column?.kind === "number" ? column.decimal : undefined;
}

function readTexts(table: Table, text: Column, asked: ReadOptions, model: Remembered | undefined): ReadPart {
  const remembered = table.columns.some(({ name }) => name === model?.columns.label) ? model?.columns.label : undefined;
  const label = labelOf(table, asked.label ?? remembered, [text], model === undefined);
  const [texts, classes] = [cells(text), label && cells(label)];
  const id = asked.id === undefined ? undefined : cells(askedColumn(table, asked.id, "--id"));
  const sequences = texts.map((own, row) => {
    const name = id?.[row] ?? `${row + 1}`;
    const known = classes?.[row] ?? "";
    return { sequence: { id: name, text: own, ...(known !== "" && { label: known }) }, name };
  });
  const roles: ReadRole[] = [
    { role: "text", columns: [text.name], guessed: asked.text === undefined },
    ...(label === undefined ? [] : [{ role: "label" as const, columns: [label.name], guessed: asked.label === undefined }]),
  ];
  const notes = table.notes.filter(({ code }) => code !== "missing-values" && code !== "column-empty");
  return { form: "text", rows: table.rows, delimiter: table.delimiter, decimal: undefined, roles, sequences, notes };
}
