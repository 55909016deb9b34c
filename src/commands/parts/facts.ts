import { backendByName } from "../../backends/index.ts";
import type { CommandContext, Screen } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { declarationOf, flagOf, type OptionName } from "../../option.ts";
import type { Fact, ReportFacts, ReportRun } from "../../report.ts";
import { wrap } from "../../text.ts";

/** What was read, guessed and noticed, and the options, as a screen and as a report say them. */

export interface DataFacts {
  /** `sales.csv  3,330 rows`. */
  readonly head: string;
  /** Without the empty ones; a sentence has no name. */
  readonly facts: readonly { readonly name: string; readonly text: readonly string[] }[];
}

/** Lines of a screen: the head, and each fact behind its name. */
export function factLines({ head, facts }: DataFacts, { words }: Speech, screen: Screen): string {
  const { read, guessed, noticed } = words.forecast;
  const width = Math.max(read.length, guessed.length, noticed.length);
  const lines = facts.map(({ name, text }) =>
    name === ""
      ? wrap(`  ${text.join(" · ")}`, screen.columns, "    ")
      : wrap(`  ${name.padEnd(width)}  ${text.join(" · ")}`, screen.columns, " ".repeat(Math.min(width + 4, 6))),
  );
  return `${[wrap(head, screen.columns, "  "), ...lines].flat().join("\n")}\n`;
}

/** The same for a report: the file's name before what the head and unnamed sentences say of it. */
export function reportedFacts(file: string, { head, facts }: DataFacts): Fact[] {
  const name = file.split(/[\\/]/).findLast((part) => part !== "") ?? file;
  const sentences = facts.filter((fact) => fact.name === "").flatMap(({ text }) => text);
  return [{ name, text: [head.slice(file.length).trim(), ...sentences] }, ...facts.filter((fact) => fact.name !== "")];
}

/** Every option with its value; a switch only where it was used. */
export function optionFacts(spec: Readonly<Partial<Record<OptionName, unknown>>>, names: readonly OptionName[], { words }: Speech): Fact[] {
  return names.flatMap((name) => {
    const value = spec[name];
    if (value === undefined) return [];
    if (typeof value === "boolean") return value === declarationOf(name).default ? [] : [{ name: flagOf(name), text: words.keep.used }];
    return [{ name: flagOf(name), text: Array.isArray(value) ? value.join(", ") : `${value}` }];
  });
}

export interface PageInput {
  /** The command line that makes the page again. */
  readonly line: string;
  readonly curves: ReportFacts["curves"];
}

/** What a report says of a run. */
export function runFacts(
  { line }: Pick<PageInput, "line">,
  spec: { readonly backend: string; readonly seed: number },
  sha256: string,
  refit: boolean,
  { version }: CommandContext,
): ReportRun {
  return { version, backend: backendByName(spec.backend).describe(), seed: spec.seed, sha256, command: line, refit };
}
