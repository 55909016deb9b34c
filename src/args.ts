import { CommanderError, Command as Parser } from "commander";
import { type Command, type CommandContext, Stopped } from "./command.ts";
import { MemoriaError, OptionError, show } from "./errors.ts";
import { helpOf, overview } from "./help.ts";
import { type Language, pickLanguage, type Speech, speechOf, wordError } from "./message.ts";
import { declarationOf, flagOf, type OptionName, optionNames, placeholderOf } from "./option.ts";
import { parseOption, unknownWithHint, validate } from "./option-value.ts";

/** Exit codes: 0 done, 1 data or model at fault, 2 usage, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** What the command line runs in: everything that tests replace. */
export interface Environment extends Pick<CommandContext, "out" | "notes" | "signal" | "clock" | "version"> {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

function valueMissing(flag: string): OptionError {
  return new OptionError({
    code: "value-missing",
    where: `missing value of ${flag}`,
    expected: `${flag} ${placeholderOfFlag(flag)}`,
    got: "nothing",
    fields: { flag },
  });
}

function placeholderOfFlag(flag: string): string {
  const name = optionNames.find((candidate) => flagOf(candidate) === flag);
  return name === undefined ? "" : placeholderOf(name);
}

/** The text between quotes in commander's message: the flag or word at fault. */
const quoted = (message: string) => /'([^']*)'/.exec(message)?.[1] ?? "";

/** Commander's refusals as typed errors. */
function refusal({ code, message }: CommanderError, item: Command): OptionError {
  const name = item.operand?.name ?? "";
  switch (code) {
    case "commander.unknownOption":
      return unknownWithHint("option", quoted(message), [...item.options.map(flagOf), "--help"]);
    case "commander.optionMissingArgument":
      return valueMissing(quoted(message).split(" ")[0]);
    case "commander.missingArgument":
      return new OptionError({
        code: "argument-missing",
        where: `missing ${name}`,
        expected: `memoria ${item.name} ${name}`,
        got: "nothing",
        hint: `see memoria ${item.name} --help`,
        fields: { name, command: item.name },
      });
    default: {
      const takes = (item.operand === undefined ? 0 : 1) + (item.second === undefined ? 0 : 1);
      const count = Number(/got (\d+)/.exec(message)?.[1] ?? takes + 1);
      return new OptionError({
        code: "argument-excess",
        where: "too many arguments",
        expected: `${takes} after memoria ${item.name}`,
        got: `${count}`,
        hint: "quote names that have spaces",
        fields: { command: item.name, takes, count },
      });
    }
  }
}

interface Parsed {
  readonly operand: string | undefined;
  readonly second?: string;
  readonly values: Map<OptionName, unknown>;
  readonly help: boolean;
}

function parse(item: Command, words: readonly string[]): Parsed {
  const flags = new Set(item.options.map(flagOf));
  const values = new Map<OptionName, unknown>();
  const parser = new Parser(item.name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false);
  parser.option("-h, --help");
  for (const name of item.options) {
    const flag = flagOf(name);
    const placeholder = placeholderOf(name);
    if (placeholder === "") parser.option(flag);
    else
      parser.option(`${flag} <${placeholder}>`, "", (text: string) => {
        if (flags.has(text.split("=")[0])) throw valueMissing(flag);
        values.set(name, parseOption(name, text));
      });
  }
  for (const one of [item.operand, item.second]) if (one !== undefined) parser.argument(one.required ? `<${one.name}>` : `[${one.name}]`);
  if (words.some((word) => word === "--help" || word === "-h")) return { operand: undefined, values, help: true };
  try {
    parser.allowExcessArguments(false).parse(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) throw refusal(error, item);
    throw error;
  }
  const switches = item.options.filter((name) => placeholderOf(name) === "");
  // Commander gives a switch that is on by default its default: named is only what differs from it.
  for (const name of switches) {
    const value = parser.opts()[name];
    if (value !== undefined && value !== declarationOf(name).default) values.set(name, value);
  }
  return { operand: parser.args[0], second: parser.args[1], values, help: false };
}

/** `--lang`, found before anything else is understood, so that even a usage error is in the right language. */
function askedLanguage(words: readonly string[]): string | undefined {
  const at = words.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  if (at < 0) return undefined;
  return words[at] === "--lang" ? words[at + 1] : words[at].slice("--lang=".length);
}

/** The language of a command line, right or wrong. */
export function languageOf(line: readonly string[], variables: Environment["variables"]): Language {
  return pickLanguage(askedLanguage(line), variables);
}

/** `memoria --lang es forecast …` is `memoria forecast … --lang es`. */
function languageLast(line: readonly string[]): readonly string[] {
  const taken = line[0] === "--lang" ? 2 : line[0]?.startsWith("--lang=") ? 1 : 0;
  return taken === 0 ? line : [...line.slice(taken), ...line.slice(0, taken)];
}

function fail(error: unknown, json: boolean, speech: Speech, { out, notes, signal, variables }: Environment): ExitCode {
  const { words } = speech;
  if (signal.aborted) {
    notes.write(`${error instanceof Stopped ? error.message : words.stopped}\n`);
    return 130;
  }
  if (error instanceof MemoriaError) {
    const { code, where, expected, got, hint } = error;
    if (json) out.write(`${JSON.stringify({ error: { code, where, expected, got, hint } }, undefined, 2)}\n`);
    notes.write(`${words.errorPrefix}${wordError(error, speech)}\n`);
    return error instanceof OptionError ? 2 : 1;
  }
  const text = error instanceof Error ? error.message : show(error);
  if (json) out.write(`${JSON.stringify({ error: { code: "bug", where: "memoria", expected: "no fault", got: text } }, undefined, 2)}\n`);
  notes.write(`${words.errorPrefix}${words.bug(text)}\n${words.bugHint}\n`);
  if (variables.MEMORIA_DEBUG !== undefined && error instanceof Error) notes.write(`${error.stack ?? ""}\n`);
  return 1;
}

/**
 * Runs one command line and resolves to its exit code. Never throws, and never ends the process.
 *
 * @param line the words after `memoria`
 */
export async function runCommandLine(line: readonly string[], commands: readonly Command[], environment: Environment): Promise<ExitCode> {
  const { out, notes, signal, variables } = environment;
  const speech = speechOf(languageOf(line, variables));
  const json = line.includes("--json");
  try {
    const ordered = languageLast(line);
    const [first, ...rest] = ordered[0] === "help" ? [...ordered.slice(1), "--help"] : ordered;
    if (first === undefined || first === "--help" || first === "-h" || first.startsWith("--lang")) {
      out.write(overview(commands, speech, out.columns));
      return 0;
    }
    if (first === "--version" || first === "-V") {
      out.write(`${environment.version}\n`);
      return 0;
    }
    const item = commands.find(({ name }) => name === first);
    if (item === undefined) {
      const isFlag = first.startsWith("-");
      throw unknownWithHint(
        isFlag ? "option" : "command",
        first,
        isFlag ? ["--help", "--version", "--lang"] : commands.map(({ name }) => name),
      );
    }
    const { operand, second, values, help } = parse(item, rest);
    if (help) {
      out.write(helpOf(item, speech, out.columns));
      return 0;
    }
    const context: CommandContext = {
      ...speech,
      out,
      notes,
      signal,
      version: environment.version,
      clock: environment.clock,
      given: new Set(values.keys()),
    };
    await item.run(context, operand, validate({ ...item.defaults, ...Object.fromEntries(values) }, item.options), second);
    return signal.aborted ? 130 : 0;
  } catch (error) {
    return fail(error, json, speech, environment);
  }
}
