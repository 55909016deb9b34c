import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { type DataFacts, factLines } from "../parts/facts.ts";
import type { ReadCases } from "./data.ts";

/** At most three names: `a,b…z`. */
const short = (names: readonly string[]) => (names.length > 3 ? `${names.slice(0, 2).join(",")}…${names.at(-1)}` : names.join(","));

/** How the file was read, what was noticed and guessed, and by which flags that changes. */
export function factsOf(data: ReadCases, { words, numbers }: Speech): DataFacts {
  const { forecast: text, classify: own } = words;
  const guesses = data.roles.filter(({ guessed }) => guessed);
  const counts = new Map<string, number>();
  for (const { sequence } of data.sequences)
    if (sequence.label !== undefined) counts.set(sequence.label, (counts.get(sequence.label) ?? 0) + 1);
  const listed = [...counts].map(([name, count]) => `${name} ${numbers.number(count)}`);
  const classes = listed.length > 8 ? [...listed.slice(0, 7), own.moreClasses(numbers.number(listed.length - 7))] : listed;
  const lengths = data.sequences.map(
    ({ sequence }) => [...((sequence.features as ReadonlyMap<string, ArrayLike<unknown>> | undefined) ?? [])][0]?.[1].length ?? 0,
  );
  const [least, most] = [lengths.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY), lengths.reduce((a, b) => Math.max(a, b), 0)];
  const size = data.form === "text" ? "" : own.lengths(numbers.number(least), numbers.number(most));
  const asked = data.sequences.filter(({ sequence }) => sequence.label === undefined).length;
  const wording = new Map(Object.entries({ ...words.notes, ...words.regress.notes, ...own.notes }));
  const head = [
    data.form === "text"
      ? `${data.file}  ${own.texts(numbers.number(data.sequences.length))}`
      : `${data.file}  ${(data.window === undefined ? own.sequences : own.windows)(numbers.number(data.sequences.length))} ${size}`,
    ...(data.window === undefined ? [] : [own.every(numbers.number(data.window.step))]),
  ];
  const facts = [
    { name: own.classes, text: classes.length === 0 ? [] : [classes.join(" · ")] },
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
        ...(asked === 0 || counts.size === 0 ? [] : [own.asked(numbers.number(asked))]),
        ...data.notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code),
      ],
    },
    {
      name: text.guessed,
      text:
        guesses.length === 0
          ? []
          : [
              guesses.map(({ role, columns }) => `${role}=${short(columns)}`).join(" · "),
              text.change(guesses.map(({ role }) => `--${role}`).join(" ")),
            ],
    },
  ];
  return { head: head.join(", "), facts: facts.filter((fact) => fact.text.length > 0) };
}

/** The same on a screen. */
export const describe = (data: ReadCases, context: CommandContext): string => factLines(factsOf(data, context), context, context.notes);
