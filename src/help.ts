import type { Command } from "./command.ts";
import type { Messages, Speech } from "./message.ts";
import { declarationOf, flagOf, type OptionGroup, type OptionName, optionNames, placeholderOf } from "./option.ts";
import { flow, wrap } from "./text.ts";

/** Help is derived: commands from the registry, options from the table, sentences from the catalogue. */

const groups: readonly OptionGroup[] = ["columns", "rows", "network", "training", "keep", "output"];

/** An option's default as it is written on the command line. */
export function defaultText({ default: value }: { readonly default?: unknown }): string | undefined {
  return value === undefined || value === true ? undefined : Array.isArray(value) ? value.join(",") : `${value}`;
}

const operandText = ({ operand, second }: Command) =>
  [operand, second].map((one) => (one === undefined ? "" : one.required ? ` ${one.name}` : ` [${one.name}]`)).join("");

/** `--hidden 32` with its default, `--out DIR` without one. */
function sample(name: OptionName): string {
  const value = defaultText(declarationOf(name)) ?? placeholderOf(name);
  return value === "" ? flagOf(name) : `${flagOf(name)} ${value}`;
}

function groupWidth({ groups: titles, help }: Messages): number {
  return Math.max(help.example.length, ...Object.values(titles).map((title) => title.length));
}

/** The options that the overview names; the others stand in the help of the commands that take them. */
export const common: ReadonlySet<string> = new Set([
  ...["time", "id", "target", "known", "past", "static"],
  ...["horizon", "season", "every", "agg", "fill", "future"],
  ...["cell", "hidden", "lookback", "epochs", "seed", "maxTime"],
  ...["out", "csv", "report", "save", "model", "update", "resume"],
  ...["method", "json"],
]);

function groupLines(taken: ReadonlySet<OptionName>, words: Messages, width: number): string[] {
  const titleWidth = groupWidth(words);
  return groups.flatMap((group) => {
    const parts = optionNames.filter((name) => taken.has(name) && common.has(name) && declarationOf(name).group === group).map(sample);
    if (group === "output") parts.push(words.help.inSpanish);
    if (group === "columns" && parts.length > 0) parts.push(words.help.guessed);
    if (parts.length === 0) return [];
    return flow([words.groups[group].padEnd(titleWidth), ...parts], width, " ".repeat(width < 60 ? 4 : titleWidth + 2));
  });
}

function listed(left: readonly string[], right: readonly string[], width: number): string[] {
  const leftWidth = Math.max(...left.map((text) => text.length));
  return left.flatMap((text, row) => {
    if (leftWidth + 24 > width) return [...wrap(`  ${text.trimEnd()}`, width, "    "), ...wrap(`    ${right[row]}`, width, "    ")];
    const indent = " ".repeat(leftWidth + 4);
    return wrap(right[row], width - indent.length).map((line, i) => (i === 0 ? `  ${text.padEnd(leftWidth)}  ${line}` : indent + line));
  });
}

/** `memoria --help`: one screen. */
export function overview(commands: readonly Command[], { words }: Speech, width: number): string {
  const taken = new Set(commands.flatMap(({ options }) => options));
  const names = commands.map((item) => item.name + operandText(item));
  const lines = [
    ...wrap(words.help.usage, width, "  "),
    ...listed(
      names,
      commands.map(({ summary }) => summary(words)),
      width,
    ),
    ...groupLines(taken, words, width),
    ...wrap(`${words.help.example.padEnd(groupWidth(words))}  ${commands[0].example}`, width, "  "),
    ...wrap(words.help.more, width, "  "),
  ];
  return `${lines.join("\n")}\n`;
}

/** The sentence of an option, with its choices where they don't stand beside the flag, and its default. */
function explain(name: OptionName, words: Messages, { defaults }: Command): string {
  const declaration = declarationOf(name);
  const { placeholder } = declaration;
  // What stands for a mark or a file says enough.
  const choices = declaration.type === "choice" && placeholder !== undefined && declaration.choices.length > 2 ? declaration.choices : [];
  const sentence = choices.length === 0 ? words.options[name] : `${words.options[name]}: ${choices.join(", ")}`;
  const standard = defaultText({ default: defaults?.[name] ?? declaration.default });
  return standard === undefined ? sentence : `${sentence} (${words.help.standard(standard)})`;
}

/** `memoria forecast --help`: one line an option, in the table's order. */
export function helpOf(item: Command, { words }: Speech, width: number): string {
  const flagText = (name: OptionName) => `${flagOf(name)} ${placeholderOf(name)}`.trimEnd();
  const flagWidth = Math.max(...item.options.map((name) => flagText(name).length));
  const lines = [...wrap(words.help.usageOf(item.name + operandText(item)), width, "  "), ...wrap(item.summary(words), width)];
  for (const group of groups) {
    const names = optionNames.filter((name) => item.options.includes(name) && declarationOf(name).group === group);
    if (names.length === 0) continue;
    const flags = names.map((name) => flagText(name).padEnd(flagWidth));
    const sentences = names.map((name) => explain(name, words, item));
    lines.push(words.groups[group], ...listed(flags, sentences, width));
  }
  lines.push(...wrap(`${words.help.example}  ${item.example}`, width, "  "));
  return `${lines.join("\n")}\n`;
}
