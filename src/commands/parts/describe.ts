import type { CommandContext, Screen } from "../../command.ts";
import type { Messages, Speech } from "../../message.ts";
import { wrap } from "../../text.ts";
import type { ReadData, Role } from "./read.ts";
import { columnsOf } from "./record.ts";

/** How a file was read: its size and span, what was noticed and guessed, and by which flags that changes. */

/** The steps of time as a unit with a name: days, months; `step` for all others. */
export function unitOf(frequency: ReadData["frequency"]) {
  return frequency?.count === 1 && frequency.unit !== "index" && frequency.unit !== "millisecond" ? frequency.unit : "step";
}

/** `12 months`, `1 step`. */
export function stepsText(count: number, frequency: ReadData["frequency"], { words, numbers }: Speech): string {
  return words.count(numbers.number(count), unitOf(frequency));
}

/** A title and its facts, on as few lines as the width allows. */
function facts(title: string, parts: readonly string[], width: number, titleWidth: number): string[] {
  if (parts.length === 0) return [];
  return wrap(`  ${title.padEnd(titleWidth)}  ${parts.join(" · ")}`, width, " ".repeat(Math.min(titleWidth + 4, 6)));
}

/** `sales.csv  3,330 rows: 3 series × 1,096 days to 2026-11-23, and 14 days ahead with promo only`, in its parts. */
export function headOf(data: ReadData, speech: Speech): string[] {
  const { words, numbers } = speech;
  const text = words.forecast;
  const { frequency, series } = data;
  const [{ labels }] = series;
  const unit = frequency === undefined || frequency.unit === "index" || frequency.unit === "millisecond" ? undefined : frequency.unit;
  const timed = columnsOf(data, "time").length > 0;
  if (series.length === 1) {
    const every = unit === undefined || frequency === undefined ? "" : text.every(numbers.number(frequency.count), unit);
    const span = timed ? text.span(labels[0], labels[labels.length - 1]) : "";
    return [...text.rows(data.file, numbers.number(data.rows), every, span), aheadText(data, speech)].filter((part) => part !== "");
  }
  const lengths = series.map((one) => one.labels.length);
  const [least, most] = [lengths.reduce((a, b) => Math.min(a, b)), lengths.reduce((a, b) => Math.max(a, b))];
  const steps = stepsText(most, frequency, speech);
  const end = series.find((one) => one.labels.length === most)?.labels.at(-1) ?? "";
  const each = least === most ? steps : text.between(numbers.number(least), steps);
  const many = text.many(data.file, numbers.number(data.rows), numbers.number(series.length), each, timed ? end : "");
  return [many, aheadText(data, speech)].filter((part) => part !== "");
}

/** Rows that only the columns known ahead have: the fewest of all series. */
function aheadText(data: ReadData, speech: Speech): string {
  const known = columnsOf(data, "known");
  const rows = data.series.reduce((least, { aheadRows }) => Math.min(least, aheadRows), Number.POSITIVE_INFINITY);
  if (known.length === 0 || rows === 0) return "";
  return speech.words.forecast.knownAhead(stepsText(rows, data.frequency, speech), known.join(", "));
}

const shownRoles: readonly Role[] = ["time", "id", "target", "known", "past", "static"];

/** The roles that were guessed, as `time=fecha`, and the flags that change them. */
export function guessesOf(data: ReadData, { words }: Speech): { readonly guessed: readonly string[]; readonly flags: readonly string[] } {
  const guessed: string[] = [];
  const flags: string[] = [];
  for (const role of shownRoles) {
    const own = data.roles.filter((one) => one.role === role);
    if (own.some((one) => one.guessed)) {
      const names = own.map(({ column }) => column);
      guessed.push(`${role}=${names.length > 3 ? `${names.slice(0, 2).join(",")}…${names.at(-1)}` : names.join(",")}`);
      flags.push(`--${role}`);
    } else if (role === "time" && own.length === 0 && data.form !== "rows") {
      guessed.push(words.forecast.noTime);
      flags.push("--time");
    }
  }
  return { guessed, flags };
}

/** What was read, in words: delimiter and decimal mark. */
export function readFacts({ delimiter, decimal }: ReadData, { words }: Speech): string[] {
  return [
    ...(delimiter === "" ? [] : [words.forecast.columns(delimiter)]),
    ...(decimal === undefined ? [] : [words.forecast.decimal(decimal)]),
  ];
}

/** The block above a run. */
export function describe(data: ReadData, context: CommandContext): string {
  const { words, notes: screen } = context;
  const text = words.forecast;
  const { guessed, flags } = guessesOf(data, context);
  const titleWidth = Math.max(text.read.length, text.guessed.length, text.noticed.length);
  const part = (title: string, parts: readonly string[], { columns }: Screen) => facts(title, parts, columns, titleWidth);
  const lines = [
    ...wrap(headOf(data, context).join(", "), screen.columns, "  "),
    ...part(text.read, readFacts(data, context), screen),
    ...part(text.noticed, noticed(data, words), screen),
    ...part(text.guessed, guessed.length === 0 ? [] : [guessed.join(" · "), text.change(flags.join(" "))], screen),
  ];
  return `${lines.join("\n")}\n`;
}

/** What was noticed while reading, a sentence each. */
export function noticed({ notes }: ReadData, words: Messages): string[] {
  const wording = new Map<string, (fields: Readonly<Record<string, string | number>>) => string>(Object.entries(words.notes));
  return notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code);
}
