import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { decodeText } from "../../data/encoding.ts";
import { parseTs } from "../../data/recordings-ts.ts";
import { DataError } from "../../errors.ts";
import { readFile } from "../../storage/node.ts";
import { alike } from "../parts/alike.ts";
import { whole, windows } from "./cut.ts";
import type { ReadCases, ReadOptions, ReadSequence, Recording, Remembered } from "./data.ts";
import { decimalOf, type ReadTable, readCsvCases, readRecordings } from "./read-csv.ts";

/** A file or folder as sequences: a long CSV, texts, `.ts`, or DIR/<class>/*.csv. */

/** Throws ModelError `file-access`, DataError and OptionError. */
export async function readCases(path: string, asked: ReadOptions, model?: Remembered): Promise<ReadCases> {
  const read = await readForm(path, asked, model);
  return { ...read, notes: [...read.notes, ...alike(read.sequences.map(({ sequence }) => sequence.label))] };
}

async function readForm(path: string, asked: ReadOptions, model: Remembered | undefined): Promise<ReadCases> {
  const name = basename(path, extname(path));
  if (existsSync(path) && statSync(path).isDirectory()) return readFolder(path, asked, model);
  const bytes = await readFile(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (extname(path).toLowerCase() !== ".ts") return { file: path, name, sha256, ...readCsvCases(path, bytes, asked, model) };
  const { cases } = parseTs(decodeText(bytes, path).text, path);
  const sequences = cases.map(({ label, channels }, k): ReadSequence => {
    const features = new Map(channels.map((channel, c) => [`channel${c + 1}`, channel]));
    return { sequence: { id: `${k + 1}`, label, features }, name: `${k + 1}` };
  });
  const rows = cases.reduce((sum, { channels }) => sum + channels[0].length, 0);
  return { file: path, name, sha256, form: "ts", rows, delimiter: "", decimal: undefined, roles: [], sequences, notes: [] };
}

interface ClassFile {
  readonly path: string;
  /** The folder's name; "" for a file beside the folders, to be classified. */
  readonly label: string;
}

const isCsv = (name: string) => /\.(csv|tsv)$/i.test(name);

/** CSV files by folder, in the order of their names. */
function filesOf(path: string): ClassFile[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): ClassFile[] => {
    const own = join(path, entry.name);
    if (!entry.isDirectory()) return isCsv(entry.name) ? [{ path: own, label: "" }] : [];
    return readdirSync(own)
      .filter(isCsv)
      .sort()
      .map((name) => ({ path: join(own, name), label: entry.name }));
  });
}

/** Each file is a recording, its folder the class. */
async function readFolder(path: string, asked: ReadOptions, model?: Remembered): Promise<ReadCases> {
  const files = filesOf(path);
  if (files.length === 0) {
    const expected = "CSV files in folders named as their classes: DIR/walking/1.csv";
    throw new DataError({ code: "folder-without-csv", where: path, expected, got: "none", fields: { path } });
  }
  const hash = createHash("sha256");
  const read: (ClassFile & { readonly own: ReadTable })[] = [];
  for (const one of files) {
    const bytes = await readFile(one.path);
    hash.update(`${one.label}/${basename(one.path)}\n`).update(bytes);
    read.push({ ...one, own: readRecordings(one.path, bytes, { ...asked, label: undefined }, { labelled: false, id: "file", model }) });
  }
  const recordings = read.map(({ label, own, path: from }): Recording => {
    const [recording] = own.recordings;
    const id = [label, basename(from)].filter((part) => part !== "").join("/");
    return { ...recording, id, labels: recording.labels.map(() => label) };
  });
  const [first] = read;
  const notes = first.own.notes.map((note) => note);
  const window = asked.window ?? model?.columns.window;
  const cut = window === undefined ? whole(recordings, path) : windows(recordings, window, asked.step ?? model?.columns.step, path, notes);
  const rows = read.reduce((sum, { own }) => sum + own.table.rows, 0);
  return {
    file: path,
    name: basename(path),
    sha256: hash.digest("hex"),
    form: "folder",
    rows,
    delimiter: first.own.table.delimiter,
    decimal: decimalOf(first.own.table),
    roles: first.own.roles.filter(({ role }) => role !== "label"),
    notes,
    ...cut,
  };
}
