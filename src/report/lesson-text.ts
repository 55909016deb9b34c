/** The words of a finding, as the command line, the page and the documents tell them. */
import type { Finding, LessonTable } from "../lesson.ts";
import type { Messages, Speech } from "../message.ts";
import type { Told } from "../messages/en-lesson.ts";
import { decimalsFor, type NumberFormat } from "../number-format.ts";

/** Three digits, and powers of ten where a number is very large or small. */
export function told(value: number, { number }: NumberFormat): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return number(value);
  if (size >= 0.001 && size < 1e6) return number(value, Number.isInteger(value) ? 0 : decimalsFor([value]));
  const [digits, exponent] = value.toExponential(1).split("e");
  return `${number(Number(digits), 1)}e${Number(exponent)}`;
}

/** Figures by their names. One that wasn't measured is a fault of the claim. */
export function tellerOf({ figures }: Pick<Finding, "figures">, numbers: NumberFormat): Told {
  const figure = (name: string): number => {
    if (!Object.hasOwn(figures, name)) throw new Error(`a claim tells "${name}", which wasn't measured`);
    return figures[name];
  };
  return Object.assign((name: string) => told(figure(name), numbers), { whole: (name: string) => numbers.number(figure(name)) });
}

/** What was found, as a sentence with its verdict. */
export function foundText(finding: Finding, { words, numbers }: Speech): string {
  const { lesson } = words;
  return `${lesson.found} (${lesson.standings[finding.standing]}): ${lesson.claims[finding.id].found(tellerOf(finding, numbers))}`;
}

/** A key of the catalogue in its words; a symbol is its own. */
export const worded = (text: string, { lesson }: Messages): string => (Object.hasOwn(lesson.table, text) ? lesson.table[text] : text);

/** A finding's table as texts, and which columns are words. */
export function tableTexts({ columns, rows }: LessonTable, { words, numbers }: Speech) {
  const cell = (value: string | number | null): string =>
    value === null ? "" : typeof value === "number" ? told(value, numbers) : worded(value, words);
  const isText = (column: number): boolean => rows.some((row) => typeof row[column] === "string" && !/^\d+\/\d+$/.test(row[column]));
  return {
    head: columns.map((name, k) => ({ title: worded(name, words), text: isText(k) })),
    rows: rows.map((row) => row.map(cell)),
  };
}
