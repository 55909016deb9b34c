import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { decodeText } from "../../data/encoding.ts";
import type { Note } from "../../data/table.ts";
import { DataError } from "../../errors.ts";
import type { ReadLabels, ReadSteps } from "./data.ts";

/** CoNLL files: a word and its tag a line, parted by spaces or tabs, a blank line between sentences. */

interface Line {
  readonly number: number;
  readonly fields: readonly string[];
}

/** Lines by sentence; `-DOCSTART-` lines stand between documents and are left out. */
function sentencesIn(text: string): Line[][] {
  const sentences: Line[][] = [[]];
  text.split(/\r\n|\n|\r/).forEach((line, k) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("-DOCSTART-")) {
      if (sentences[sentences.length - 1].length > 0) sentences.push([]);
      return;
    }
    sentences[sentences.length - 1].push({ number: k + 1, fields: trimmed.includes("\t") ? trimmed.split(/\t+/) : trimmed.split(/\s+/) });
  });
  return sentences.filter((lines) => lines.length > 0);
}

const tag = /^(?:O|[BIES]-\S+)$/;

/** Does a file say by its lines that it is CoNLL? Its first 200 lines with text all end in a tag of words, with some blank line among them. */
export function looksLikeConll(text: string): boolean {
  const sentences = sentencesIn(text.slice(0, 100_000));
  const lines = sentences.flat().slice(0, 200);
  // The last line of what was cut may be half a line.
  const whole = text.length > 100_000 ? lines.slice(0, -1) : lines;
  return sentences.length > 1 && whole.length > 0 && whole.every(({ fields }) => fields.length > 1 && tag.test(fields[fields.length - 1]));
}

/** Reads sentences. `tagged`: each line has a tag, its last field; else a word alone will do. Throws DataError `conll-empty`, `conll-ragged`. */
export function readConll(file: string, bytes: Uint8Array, tagged: boolean): ReadLabels {
  const { text } = decodeText(bytes, file);
  const sentences = sentencesIn(text);
  if (sentences.length === 0)
    throw new DataError({ code: "conll-empty", where: file, expected: "a word a line", got: "no line with text", fields: { file } });
  const notes: Note[] = [];
  const [first] = sentences[0];
  const width = first.fields.length;
  if (tagged && width < 2) throw ragged(file, first.number, 2, width);
  const odd = sentences.flat().find(({ fields }) => fields.length !== width);
  if (odd !== undefined) throw ragged(file, odd.number, width, odd.fields.length);
  if (width > 2) notes.push({ code: "conll-columns", fields: { first: 2, last: width - 1 } });
  const sequences = sentences.map((lines): ReadSteps => {
    const tokens = lines.map(({ fields }) => fields[0]);
    const truth = lines.map(({ fields }) => (width > 1 ? fields[width - 1] : ""));
    return { steps: { tokens, label: truth }, labels: tokens.map((_, k) => `${k + 1}`), truth };
  });
  return {
    file,
    name: basename(file, extname(file)),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    form: "conll",
    rows: sentences.reduce((sum, lines) => sum + lines.length, 0),
    delimiter: "",
    decimal: undefined,
    roles: [],
    sequences,
    notes,
  };
}

function ragged(file: string, line: number, expected: number, got: number): DataError {
  return new DataError({
    code: "conll-ragged",
    where: `${file}, line ${line}`,
    expected: `${expected} fields`,
    got: `${got}`,
    fields: { file, line, expected, got },
  });
}
