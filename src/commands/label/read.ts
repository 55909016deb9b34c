import { extname } from "node:path";
import { decodeText } from "../../data/encoding.ts";
import { OptionError } from "../../errors.ts";
import { alike } from "../parts/alike.ts";
import type { ModelColumns, ReadLabels } from "./data.ts";
import { looksLikeConll, readConll } from "./read-conll.ts";
import { type ReadOptions, readLabelledCsv } from "./read-csv.ts";
import type { EventsFile } from "./read-events.ts";

const conllEndings = new Set([".conll", ".iob", ".iob2", ".bio", ".bioes"]);

/** `csv` or `conll`: as asked, as the saved model was trained, by the file's ending, or by its lines. */
function formOf(file: string, bytes: Uint8Array, asked: ReadOptions["form"], model: ModelColumns | undefined): ReadLabels["form"] {
  if (asked !== undefined) return asked;
  if (model !== undefined) return model.tokens ? "conll" : "csv";
  if (conllEndings.has(extname(file).toLowerCase())) return "conll";
  if (extname(file).toLowerCase() === ".csv") return "csv";
  return looksLikeConll(decodeText(bytes, file).text) ? "conll" : "csv";
}

/** Reads a file for training, or for a saved model. Throws DataError and OptionError. */
export function readLabels(
  file: string,
  bytes: Uint8Array,
  asked: ReadOptions,
  events: EventsFile | undefined,
  model?: ModelColumns,
): ReadLabels {
  const read = readForm(file, bytes, asked, events, model);
  return { ...read, notes: [...read.notes, ...alike(read.sequences.flatMap(({ truth }) => truth))] };
}

function readForm(
  file: string,
  bytes: Uint8Array,
  asked: ReadOptions,
  events: EventsFile | undefined,
  model: ModelColumns | undefined,
): ReadLabels {
  const form = formOf(file, bytes, asked.form, model);
  if (form === "csv") return readLabelledCsv(file, bytes, asked, events, model);
  const stray = (["time", "id", "label", "features"] as const).find((name) => asked[name] !== undefined);
  const flag = events !== undefined ? "--events" : stray === undefined ? undefined : `--${stray}`;
  if (flag !== undefined) {
    const fields = { flag, other: "--form conll" };
    const expected = "not to stand beside a CoNLL file";
    throw new OptionError({ code: "label-conll-option", where: flag, expected, got: "both", hint: "is it a CSV? then --form csv", fields });
  }
  return readConll(file, bytes, model === undefined);
}
