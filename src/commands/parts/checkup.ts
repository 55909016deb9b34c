import type { Curve } from "../../chart.ts";
import type { CommandContext } from "../../command.ts";
import { type DataFacts, doctor } from "../../lenses/index.ts";
import type { Inside } from "../../task.ts";
import { wrap } from "../../text.ts";
import { diagnosisText } from "./doctor.ts";

/** What the doctor says at the end of a task that trained: nothing where nothing is wrong. */

export interface Finished {
  /** The net with data as it sees them, where the task can give it. */
  readonly inside?: Inside | undefined;
  readonly curves?: readonly Curve[] | undefined;
  readonly facts?: DataFacts;
}

/** Faults and warnings, each once, to the notes; what is only good to know stays with `inspect`. */
export function checkup({ inside, curves, facts }: Finished, context: CommandContext): void {
  const { words, notes } = context;
  const curve = curves?.find(({ phase }) => phase === "train");
  const course = curve && { epochs: curve.loss.map((loss, k) => ({ loss, ...(k in curve.valLoss && { valLoss: curve.valLoss[k] }) })) };
  const { diagnoses } = doctor({ ...inside, ...(course && { course }), ...(facts && { facts }) });
  const texts = diagnoses.filter(({ level }) => level !== "note").map((one) => diagnosisText(one, context));
  for (const text of new Set(texts)) notes.write(`${wrap(`  ${words.lens.doctor}: ${text}`, notes.columns, "    ").join("\n")}\n`);
}
