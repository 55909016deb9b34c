import type { Messages, Speech } from "./message.ts";
import type { CompleteValues, OptionName } from "./option.ts";

/**
 * The contract of a command: what it is called, what it takes, and what it does. A command is data: parsing, help and errors
 * derive from it and from the option table. To add one: a file in `commands/`, a line in `commands/index.ts`, a summary in each
 * language.
 */

/** Where text goes. Standard output carries results, standard error progress and notes. */
export interface Screen {
  write(text: string): void;
  /** Width in characters. 80 where there is no terminal. */
  readonly columns: number;
  /** A terminal that can redraw a line. */
  readonly live: boolean;
  /** Colours are wanted: a terminal, and no NO_COLOR. */
  readonly color: boolean;
  /** False where the locale says that only ASCII can be shown. */
  readonly unicode: boolean;
  /** Its reader has gone (`| head -1`): nothing written arrives. Default false. */
  readonly closed?: boolean;
}

export interface CommandContext extends Speech {
  readonly out: Screen;
  readonly notes: Screen;
  /** Of this package; kept in run.json. */
  readonly version: string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The options that the command line names; the others have their defaults. */
  readonly given: ReadonlySet<OptionName>;
  /** Milliseconds of a clock that only runs forward, for "trained in 31 s". Never reaches a file or a number that is kept. */
  clock(): number;
}

/** Thrown by a command that Ctrl-C stopped and that has something to say about it; its message is in the reader's language. */
export class Stopped extends Error {}

/** The FILE of a command. */
export interface Operand {
  readonly name: string;
  readonly required: boolean;
}

export interface Command {
  readonly name: string;
  readonly operand?: Operand;
  /** One more, after it; may be left out. */
  readonly second?: Operand;
  readonly options: readonly OptionName[];
  /** Where its defaults differ from the table's. */
  readonly defaults?: Readonly<Partial<Record<OptionName, unknown>>>;
  summary(words: Messages): string;
  /** A whole command line, to be copied. */
  readonly example: string;
  run(context: CommandContext, operand: string | undefined, values: CompleteValues<OptionName>, second?: string): Promise<void>;
}

/** A command as it is written: `values` has the type of the options that it takes, and no other. */
export interface CommandDeclaration<N extends OptionName> extends Omit<Command, "options" | "run"> {
  readonly options: readonly N[];
  run(context: CommandContext, operand: string | undefined, values: CompleteValues<N>, second?: string): Promise<void>;
}

export function command<const N extends OptionName>(declaration: CommandDeclaration<N>): Command {
  return declaration as unknown as Command;
}
