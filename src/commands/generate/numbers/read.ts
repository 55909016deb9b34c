import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { readCsv } from "../../../data/csv.ts";
import { type Column, type Note, numbersOf, type Table } from "../../../data/table.ts";
import { DataError } from "../../../errors.ts";
import type { OptionValues } from "../../../option.ts";
import type { NumbersSequence } from "../../../tasks/generate.ts";
import { idOf, labelOf, timeOf } from "../../classify/roles.ts";
import { groupsOf } from "../../label/read-csv.ts";
import { askedColumns, unclear } from "../../parts/columns.ts";
import { cells, chooseFeatures } from "../../regress/columns.ts";

/** A CSV as sequences of numbers, with all that a person should know about how it was read. */

export interface ReadRole {
  readonly role: "time" | "id" | "label" | "target";
  readonly columns: readonly string[];
  readonly guessed: boolean;
}

export interface ReadSequences {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly form: "csv";
  readonly rows: number;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly roles: readonly ReadRole[];
  readonly sequences: readonly NumbersSequence[];
  readonly notes: Note[];
}

export type ReadOptions = OptionValues<"time" | "id" | "target" | "label" | "decimal" | "order">;

/** What a saved model says of its columns. */
export interface ModelColumns {
  readonly channels: readonly string[];
  readonly labelled: boolean;
}

/** The column of classes: as asked, or by its name; `y` and `target` are values here. A model without classes needs none. */
function labelColumn(
  table: Table,
  asked: string | undefined,
  time: Column | undefined,
  model: ModelColumns | undefined,
): Column | undefined {
  if (asked === undefined && model?.labelled === false) return undefined;
  const columns = table.columns.filter(({ name, kind }) => name === asked || kind === "text" || !/^(?:y|target|objetivo)$/i.test(name));
  return labelOf({ ...table, columns }, asked, [time], model?.labelled === true);
}

/** The class of each sequence. Throws DataError `sequence-labels`, `label-missing`. */
function classOf(own: readonly string[], file: string, id: string | undefined): string {
  const different = [...new Set(own)];
  const who = id === undefined ? file : `${file}, ${id}`;
  if (different.length > 1) {
    const got = different.slice(0, 3).join(", ");
    throw new DataError({
      code: "sequence-labels",
      where: who,
      expected: "one label in all its rows",
      got,
      hint: "name the column that tells sequences apart with --id, or another with --label",
      fields: { who, got },
    });
  }
  if (different[0] !== "") return different[0];
  const hint = "give each sequence a label, or leave it out";
  throw new DataError({ code: "label-missing", where: who, expected: "a class", got: "none", hint, fields: { where: who } });
}

/** Reads a CSV for training, or for a saved model. Throws DataError and OptionError. */
export function readSequences(file: string, bytes: Uint8Array, asked: ReadOptions, model?: ModelColumns): ReadSequences {
  const table = readCsv(bytes, { name: file, decimal: asked.decimal, order: asked.order });
  const notes: Note[] = table.notes.filter(({ code }) => code !== "missing-values" && code !== "column-empty");
  const time = timeOf(table, asked.time);
  const label = labelColumn(table, asked.label, time, model);
  const id = idOf(table, asked.id, time, label, true);
  const taken = [time, id, label];
  const names = new Set(taken.flatMap((column) => (column === undefined ? [] : [column.name])));
  const given = asked.target ?? model?.channels.map((name) => `"${name.replaceAll('"', '""')}"`).join(",");
  const channels =
    given === undefined
      ? chooseFeatures(table, undefined, taken, notes).filter((column) => {
          if (column.kind === "text") notes.push({ code: "column-left-out", fields: { column: column.name } });
          return column.kind !== "text";
        })
      : askedColumns(table, given, asked.target === undefined ? "--model" : "--target", names);
  if (channels.length === 0) throw unclear("--target", [], table);
  const values = new Map(channels.map(({ name }) => [name, numbersOf(table, name)]));
  const gaps = channels.reduce((sum, column) => sum + column.missing, 0);
  if (gaps > 0) notes.push({ code: "frames-missing", fields: { count: gaps } });
  const classes = label && cells(label);
  const sequences = groupsOf(table, time, id, asked.order, notes).map(
    (group): NumbersSequence => ({
      ...(group.id !== undefined && { id: group.id }),
      ...(classes !== undefined && {
        label: classOf(
          group.rows.map((row) => classes[row]),
          file,
          group.id,
        ),
      }),
      features: new Map([...values].map(([name, column]) => [name, Float64Array.from(group.rows, (row) => column[row])])),
    }),
  );
  const decimal = table.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  const role = (name: ReadRole["role"], columns: readonly (Column | undefined)[], guessed: boolean): ReadRole[] => {
    const own = columns.flatMap((column) => (column === undefined ? [] : [column.name]));
    return own.length === 0 ? [] : [{ role: name, columns: own, guessed }];
  };
  return {
    file,
    name: basename(file, extname(file)),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    form: "csv",
    rows: table.rows,
    delimiter: table.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    roles: [
      ...role("time", [time], asked.time === undefined),
      ...role("id", [id], asked.id === undefined),
      ...role("label", [label], asked.label === undefined),
      ...role("target", channels, given === undefined),
    ],
    sequences,
    notes,
  };
}
