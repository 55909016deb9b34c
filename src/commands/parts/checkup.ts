import type { CommandContext } from "../../command.ts";
import { type Course, type DataFacts, doctor } from "../../lenses/index.ts";
import type { Inside } from "../../task.ts";
import { wrap } from "../../text.ts";
import { diagnosisText } from "./doctor.ts";

/** What the doctor says at the end of every task that trained: nothing where nothing is wrong. */

export interface Finished {
  /** The net with data as it sees them, where the task can give it. */
  readonly inside?: Inside | undefined;
  /** As the progress bar saw it. */
  readonly course?: Course | undefined;
  readonly facts?: DataFacts;
}

/** Faults and warnings, one line for each kind, to the notes; what is only good to know stays with `inspect`. */
export function checkup({ inside, course, facts }: Finished, context: CommandContext): void {
  const { words, numbers, notes } = context;
  const found = doctor({ ...inside, ...(course && { course }), ...(facts && { facts }) }).diagnoses.filter(({ level }) => level !== "note");
  for (const code of new Set(found.map((one) => one.code))) {
    const [first, ...others] = found.filter((one) => one.code === code);
    const more = others.length === 0 ? "" : ` ${words.lens.elsewhere(numbers.number(others.length))}`;
    const text = `  ${words.lens.doctor}: ${diagnosisText(first, context)}${more}`;
    notes.write(`${wrap(text, notes.columns, "    ").join("\n")}\n`);
  }
}
