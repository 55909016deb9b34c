import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { type DataFacts, factLines } from "../parts/facts.ts";
import type { ReadRows } from "./read.ts";
import { columnsOf } from "./record.ts";

/** At most three names: `a,b…z`. */
const short = (names: readonly string[]) => (names.length > 3 ? `${names.slice(0, 2).join(",")}…${names.at(-1)}` : names.join(","));

/** How the file was read, what was noticed and guessed, and by which flags that changes. */
export function factsOf(data: ReadRows, pastTarget: boolean, { words, numbers }: Speech): DataFacts {
  const { forecast: text, regress: own } = words;
  const guesses = data.roles.filter(({ guessed }) => guessed);
  const timed = columnsOf(data, "time").length > 0;
  const guessed = [...guesses.map(({ role, columns }) => `${role}=${short(columns)}`), ...(timed ? [] : [text.noTime])];
  const flags = [...guesses.map(({ role }) => `--${role}`), ...(timed ? [] : ["--time"])];
  const wording = new Map(Object.entries({ ...words.notes, ...own.notes }));
  const [{ labels }] = data.sequences;
  const span = timed && data.sequences.length === 1 ? text.span(labels[0], labels[labels.length - 1]) : "";
  const head = [
    ...text.rows(data.file, numbers.number(data.rows), "", span),
    ...(data.sequences.length > 1 ? [own.sequences(numbers.number(data.sequences.length))] : []),
  ].filter((one) => one !== "");
  const [target] = columnsOf(data, "target");
  const open = data.sequences.reduce((sum, one) => sum + one.target.filter(Number.isNaN).length, 0);
  const facts = [
    {
      name: text.read,
      text: [
        ...(data.delimiter === "" ? [] : [text.columns(data.delimiter)]),
        ...(data.decimal === undefined ? [] : [text.decimal(data.decimal)]),
      ],
    },
    {
      name: text.noticed,
      text: [
        ...(target === undefined || open === 0 ? [] : [own.asked(numbers.number(open), target)]),
        ...data.notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code),
      ],
    },
    { name: text.guessed, text: guessed.length === 0 ? [] : [guessed.join(" · "), text.change(flags.join(" "))] },
    { name: "", text: target === undefined ? [] : [(pastTarget ? own.fromPast : own.from)(target)] },
  ];
  return { head: head.join(", "), facts: facts.filter((fact) => fact.text.length > 0) };
}

/** The same on a screen. */
export const describe = (data: ReadRows, pastTarget: boolean, context: CommandContext): string =>
  factLines(factsOf(data, pastTarget, context), context, context.notes);
