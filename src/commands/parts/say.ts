import type { CommandContext } from "../../command.ts";
import { wrap } from "../../text.ts";

/** A line of notes, wrapped. */
export const say = (text: string, { notes }: CommandContext): void => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
