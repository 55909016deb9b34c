import type { Column, Table } from "../../data/table.ts";
import { OptionError } from "../../errors.ts";
import { idNames, plainName } from "../parts/names.ts";
import { askedColumn, chooseId, chooseTime } from "../regress/columns.ts";
import type { ReadOptions, Remembered } from "./data.ts";

/** Which column plays which role in `classify`: as asked, or guessed where only one can be meant. */

const labelNames = new Set("label class category activity clase categoria etiqueta actividad".split(" "));
/** These say it where the file holds nothing of the kind above. */
const likelyLabels = new Set(["y", "target", "objetivo"]);
const textNames = new Set("text sentence message review comment phrase utterance texto frase mensaje comentario resena opinion".split(" "));
const timeNames = new Set("t time timestamp seconds second ms tiempo segundos segundo hora step paso".split(" "));
const caseNames = new Set(
  "case recording sample sequence subject piece tune caso grabacion muestra secuencia sujeto pieza melodia".split(" "),
);

const names = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(", ");

function unclear(flag: string, candidates: readonly Column[], table: Table): OptionError {
  const [listed, first] = [names(candidates.length > 0 ? candidates : table.columns), candidates[0]?.name ?? "COLUMN"];
  return new OptionError({
    code: "column-unclear",
    where: `missing ${flag}`,
    expected: `one of the columns ${listed}`,
    got: candidates.length === 0 ? "none of a name that says it" : `${candidates.length} that could be it`,
    hint: `say which: ${flag} ${first}`,
    fields: { flag, known: listed, none: 0, first },
  });
}

/** The only column of such a name. */
function named(table: Table, known: ReadonlySet<string>, taken: readonly (Column | undefined)[], kinds: readonly Column["kind"][]) {
  const own = table.columns.filter((column) => kinds.includes(column.kind) && !taken.includes(column) && known.has(plainName(column.name)));
  return own.length === 1 ? own[0] : undefined;
}

/** The time column; none where rows are only in order. */
export const timeOf = (table: Table, asked: string | undefined): Column | undefined =>
  chooseTime(table, asked) ?? named(table, timeNames, [], ["number"]);

/** The column of classes. Throws OptionError `column-unclear` where one is needed and no name says it. */
export function labelOf(
  table: Table,
  asked: string | undefined,
  taken: readonly (Column | undefined)[],
  needed: boolean,
): Column | undefined {
  if (asked !== undefined) return askedColumn(table, asked, "--label");
  const kinds = ["text", "number"] as const;
  const found = named(table, labelNames, taken, kinds) ?? named(table, likelyLabels, taken, kinds);
  if (found !== undefined || !needed) return found;
  throw unclear(
    "--label",
    table.columns.filter((column) => column.kind === "text" && !taken.includes(column) && 2 * new Set(column.values).size <= table.rows),
    table,
  );
}

/** The column that tells recordings apart; none where the file is one. */
export function idOf(
  table: Table,
  asked: string | undefined,
  time: Column | undefined,
  label: Column | undefined,
  optional: boolean,
): Column | undefined {
  if (asked !== undefined) return askedColumn(table, asked, "--id");
  const found = named(table, caseNames, [time, label], ["text", "number"]) ?? named(table, idNames, [time, label], ["text", "number"]);
  if (found !== undefined) return found;
  if (optional) return chooseId({ ...table, columns: table.columns.filter((column) => column !== label) }, undefined, time);
  const candidates = table.columns.filter((column) => column !== time && column !== label && tellsApart(column, table.rows));
  // Without any, the file is one recording.
  if (candidates.length === 0) return undefined;
  throw unclear("--id", candidates, table);
}

/** Could it name sequences? Text or whole numbers that come again. */
const tellsApart = (column: Column, rows: number): boolean =>
  column.kind !== "time" &&
  column.missing === 0 &&
  2 * new Set<number | string>(column.values).size <= rows &&
  (column.kind === "text" || column.values.every(Number.isInteger));

/** The text column of a table that has one by its name and no id, else none. */
export function textColumn(table: Table, asked: ReadOptions, model: Remembered | undefined): Column | undefined {
  if (asked.text !== undefined) return askedColumn(table, asked.text, "--text");
  if (asked.id !== undefined || asked.features !== undefined || asked.window !== undefined) return undefined;
  if (model !== undefined && model.features.length > 0) return undefined;
  const remembered = table.columns.find(({ name }) => name === model?.columns.text);
  return remembered ?? named(table, textNames, [], ["text"]);
}
