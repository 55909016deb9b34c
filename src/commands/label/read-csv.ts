import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { readCsv } from "../../data/csv.ts";
import { isMissing } from "../../data/number.ts";
import type { Column, Note, Table } from "../../data/table.ts";
import { DataError, OptionError } from "../../errors.ts";
import type { OptionValues } from "../../option.ts";
import type { FeatureColumn } from "../../tasks/regress.ts";
import { word } from "../parts/run-file.ts";
import { askedColumn, cells, chooseFeatures, chooseId, chooseTime, noFeatures } from "../regress/columns.ts";
import { momentsOf, valuesOf } from "../regress/read.ts";
import type { Group, ModelColumns, ReadLabels, ReadRole, ReadSteps } from "./data.ts";
import { type EventsFile, labelsFromEvents } from "./read-events.ts";

/** A CSV with a class in each row, or beside a file of events, as sequences of steps. */

export type ReadOptions = OptionValues<"time" | "id" | "label" | "features" | "background" | "decimal" | "order" | "form">;

const labelNames = new Set([
  ...["label", "labels", "class", "tag", "event", "state", "activity", "anomaly", "target"],
  ...["etiqueta", "etiquetas", "clase", "evento", "estado", "actividad", "anomalía", "anomalia", "objetivo"],
]);

/** The classes of a column as text; "" is not known. `none` is a class, though as a value it would be missing. */
const classesIn = (column: Column): readonly string[] =>
  column.written?.map((cell) => (cell.toLowerCase() !== "none" && isMissing(cell) ? "" : cell)) ?? cells(column);

/** The column of labels: guessed by its name, or where a single column of a few words is left. Throws OptionError `column-unclear`. */
function chooseLabel(table: Table, name: string | undefined, taken: readonly (Column | undefined)[]): Column {
  if (name !== undefined) return askedColumn(table, name, "--label");
  const others = table.columns.filter((column) => !taken.includes(column) && column.kind !== "time" && column.missing < table.rows);
  const named = others.filter((column) => labelNames.has(column.name.toLowerCase()));
  if (named.length === 1) return named[0];
  const few = others.filter((column) => column.kind === "text" && new Set(column.values).size <= Math.min(64, table.rows / 4));
  if (named.length === 0 && few.length === 1) return few[0];
  const candidates = named.length > 0 ? named : few.length > 0 ? few : others;
  const known = candidates.map((column) => column.name).join(", ");
  const first = candidates.at(-1)?.name ?? "";
  throw new OptionError({
    code: "label-unclear",
    where: "missing --label",
    expected: `the column with the class of each step, one of ${known}, or --events FILE`,
    got: candidates.length > 1 ? `${candidates.length} that could be it` : "none that says so",
    hint: `say which: --label ${/\s/.test(first) ? `"${first}"` : first}`,
    fields: { known, count: candidates.length, first },
  });
}

/** Reads a CSV for training, or for a saved model, which needs no labels. Throws DataError and OptionError. */
export function readLabelledCsv(
  file: string,
  bytes: Uint8Array,
  asked: ReadOptions,
  events: EventsFile | undefined,
  model?: ModelColumns,
): ReadLabels {
  const table = readCsv(bytes, { name: file, decimal: asked.decimal, order: asked.order });
  const known = (name: string | undefined) => (table.columns.some((column) => column.name === name) ? name : undefined);
  const given = { time: asked.time ?? known(model?.time), id: asked.id ?? known(model?.id), label: asked.label ?? known(model?.label) };
  const notes: Note[] = table.notes.filter(({ code }) => code !== "missing-values" && code !== "column-empty");
  const time = chooseTime(table, given.time, model?.features ?? asked.features?.split(","));
  const id = chooseId(table, given.id, time);
  const unlabelled = events !== undefined || (model !== undefined && given.label === undefined);
  const label = unlabelled ? undefined : chooseLabel(table, given.label, [time, id]);
  if (model === undefined && label !== undefined) checkClasses(label, file);
  const inputs =
    model === undefined
      ? chooseFeatures(table, asked.features, [time, id, label], notes)
      : model.features.map((name) => askedColumn(table, name, "--model"));
  if (inputs.length === 0) throw noFeatures(table);
  const gaps = inputs.reduce((sum, column) => sum + column.missing, 0);
  if (gaps > 0) notes.push({ code: "features-missing", fields: { count: gaps } });
  const classes = label === undefined ? undefined : filled(classesIn(label), asked.background, notes);
  const decimal = table.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  const role = (name: ReadRole["role"], columns: readonly (Column | undefined)[], said: unknown): ReadRole[] => {
    const own = columns.flatMap((column) => (column === undefined ? [] : [column.name]));
    return own.length === 0 ? [] : [{ role: name, columns: own, guessed: said === undefined }];
  };
  const groups = groupsOf(table, time, id, asked.order, notes);
  return {
    file,
    name: basename(file, extname(file)),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    form: "csv",
    rows: table.rows,
    delimiter: table.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    roles: [
      ...role("time", [time], given.time),
      ...role("id", [id], given.id),
      ...role("label", [label], given.label),
      ...role("features", inputs, asked.features ?? model?.features),
    ],
    sequences: stepsOf(groups, inputs, classes, events === undefined ? undefined : labelsFromEvents(events, groups, asked, notes)),
    notes,
  };
}

/** Different numbers that may be codes of classes; of numbers with a fraction fewer. */
const [mostCodes, mostFractions] = [64, 10];

/** A value for each step is regress's. Throws DataError `label-numbers`. */
function checkClasses(label: Column, file: string): void {
  if (label.kind !== "number") return;
  const different = new Set(Array.from(label.values).filter((value) => !Number.isNaN(value)));
  const fractions = [...different].some((value) => !Number.isInteger(value));
  if (different.size <= (fractions ? mostFractions : mostCodes)) return;
  const { name } = label;
  throw new DataError({
    code: "label-numbers",
    where: `${file}, column "${name}"`,
    expected: "the class of each step",
    got: `${different.size} different numbers`,
    hint: `a value for each step is estimated by memoria regress ${word(file)} --target ${word(name)}; codes of classes: write a letter before them`,
    fields: { file: word(file), name: word(name), count: different.size },
  });
}

/** Empty cells are steps without a known class; with --background naming a class that the column doesn't have, they are that class. */
function filled(labels: readonly string[], background: string | undefined, notes: Note[]): readonly string[] {
  const empty = labels.filter((cell) => cell === "").length;
  if (empty === 0) return labels;
  if (background !== undefined && !labels.includes(background)) {
    notes.push({ code: "labels-filled", fields: { count: empty, label: background } });
    return labels.map((cell) => (cell === "" ? background : cell));
  }
  notes.push({ code: "labels-missing", fields: { count: empty } });
  return labels;
}

/** Rows by id, in order of time. */
export function groupsOf(
  table: Table,
  time: Column | undefined,
  id: Column | undefined,
  order: ReadOptions["order"],
  notes: Note[],
): Group[] {
  const when = time === undefined ? undefined : momentsOf(table, time, order);
  const ids = id === undefined ? undefined : cells(id);
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const key = ids?.[row] ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  let unsorted = false;
  const made = [...groups].map(([key, rows]): Group => {
    const sorted = when === undefined ? rows : [...rows].sort((a, b) => when.values[a] - when.values[b] || a - b);
    if (sorted.some((row, k) => row !== rows[k])) unsorted = true;
    return {
      id: id === undefined ? undefined : key,
      rows: sorted,
      time: when === undefined ? undefined : Float64Array.from(sorted, (row) => when.values[row]),
      clock: time !== undefined && time.kind !== "number",
      labels: sorted.map((row, k) => when?.label(row) ?? `${k + 1}`),
    };
  });
  if (unsorted) notes.push({ code: "rows-unsorted", fields: {} });
  return made;
}

function stepsOf(
  groups: readonly Group[],
  inputs: readonly Column[],
  classes: readonly string[] | undefined,
  marked: readonly (readonly string[])[] | undefined,
): ReadSteps[] {
  const columns = inputs.map((column) => [column.name, valuesOf(column)] as const);
  return groups.map(({ id, rows, time, clock, labels }, k) => {
    const take = (column: FeatureColumn): FeatureColumn =>
      typeof column[0] === "string" ? rows.map((row) => column[row] as string) : Float64Array.from(rows, (row) => column[row] as number);
    const truth = marked?.[k] ?? rows.map((row) => classes?.[row] ?? "");
    return {
      steps: {
        ...(id !== undefined && { id }),
        ...(time !== undefined && clock && { time }),
        features: new Map(columns.map(([name, column]) => [name, take(column)])),
        label: truth,
      },
      labels,
      truth,
    };
  });
}
