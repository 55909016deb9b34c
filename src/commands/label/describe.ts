import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { type DataFacts, factLines } from "../parts/facts.ts";
import type { ReadLabels } from "./data.ts";

/** What it needs of a file that was read as sequences. */
export interface Described extends Pick<ReadLabels, "file" | "rows" | "form" | "delimiter" | "decimal" | "notes"> {
  readonly roles: readonly { readonly role: string; readonly columns: readonly string[]; readonly guessed: boolean }[];
  readonly sequences: readonly unknown[];
}

/** At most three names: `a,b…z`. */
const short = (names: readonly string[]) => (names.length > 3 ? `${names.slice(0, 2).join(",")}…${names.at(-1)}` : names.join(","));

/** How the file was read, what was noticed and guessed, and by which flags that changes. */
export function factsOf(data: Described, { words, numbers }: Speech): DataFacts {
  const { forecast: text, label: own } = words;
  const guesses = data.roles.filter(({ guessed }) => guessed);
  const guessed = guesses.map(({ role, columns }) => `${role}=${short(columns)}`);
  const wording = new Map(Object.entries({ ...words.notes, ...words.regress.notes, ...own.notes, ...words.generate.notes }));
  const many = data.sequences.length > 1;
  const head =
    data.form === "conll"
      ? [own.words(data.file, numbers.number(data.rows), numbers.number(data.sequences.length))]
      : [
          ...text.rows(data.file, numbers.number(data.rows), "", ""),
          ...(many ? [words.regress.sequences(numbers.number(data.sequences.length))] : []),
        ];
  const facts = [
    {
      name: text.read,
      text: [
        ...(data.form === "conll" ? [own.conll] : []),
        ...(data.delimiter === "" ? [] : [text.columns(data.delimiter)]),
        ...(data.decimal === undefined ? [] : [text.decimal(data.decimal)]),
      ],
    },
    { name: text.noticed, text: data.notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code) },
    {
      name: text.guessed,
      text: guessed.length === 0 ? [] : [guessed.join(" · "), text.change(guesses.map(({ role }) => `--${role}`).join(" "))],
    },
  ];
  return { head: head.filter((one) => one !== "").join(", "), facts: facts.filter((fact) => fact.text.length > 0) };
}

/** The same on a screen. */
export const describe = (data: Described, context: CommandContext): string => factLines(factsOf(data, context), context, context.notes);
