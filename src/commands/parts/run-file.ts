import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Command } from "../../command.ts";
import { declarationOf, flagOf, forecasterOptions, isOptionName, type OptionName, type OptionValues } from "../../option.ts";

/** run.json: how a folder came about, and what tomorrow's run needs of it. */

export const markerFile = "run.json";
export const modelFile = "model.safetensors";
export const reportFile = "report.html";
export const dynamicsFile = "dynamics.json";
export const checkpointFile = "checkpoint.safetensors";

const schema = () => {
  const texts = z.array(z.string());
  const text = z.nullable(z.string());
  const values = z.array(z.nullable(z.number()));

  return z.object({
    memoria: z.string(),
    complete: z.boolean(),
    files: texts,
    /** The options that the command line named. */
    given: z.record(z.string(), z.unknown()),
    data: z.object({
      sha256: z.string(),
      form: z.string(),
      time: text,
      id: texts,
      target: texts,
      known: texts,
      past: texts,
      static: texts,
      frequency: z.nullable(z.object({ unit: z.string(), count: z.number() })),
      series: z.array(z.object({ id: text, ids: texts, target: z.string(), rows: z.number(), last: text, fingerprint: z.string() })),
    }),
    forecasts: z.optional(
      z.array(
        z.object({
          series: z.string(),
          method: z.string(),
          recommended: z.boolean(),
          time: texts,
          forecast: values,
          ranges: z.array(z.object({ level: z.number(), lower: values, upper: values })),
        }),
      ),
    ),
  });
};

export type RunFile = z.infer<ReturnType<typeof schema>>;

/** The run.json of a folder; undefined where there is none, or one that says too little: damaged, or of an earlier release. */
export function readRunFile(folder: string): RunFile | undefined {
  const path = join(folder, markerFile);
  if (!existsSync(path)) return undefined;
  try {
    return schema().parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Options that say where results go and how they look: the same run with others is the same run. */
const aside = new Set<OptionName>(["out", "csv", "report", "save", "json", "lang", "resume", "dynamics"]);

/** What makes a run what it is: of the options given, those that change its numbers. */
export function essential(given: ReadonlySet<OptionName>, all: OptionValues<OptionName>): Record<string, unknown> {
  return Object.fromEntries([...given].filter((name) => !aside.has(name)).map((name) => [name, all[name]]));
}

/** The stored options that a command takes, without what isn't one. */
export function storedOptions({ given }: RunFile, names: readonly OptionName[]): [OptionName, unknown][] {
  return Object.entries(given).flatMap(([name, value]): [OptionName, unknown][] =>
    isOptionName(name) && names.includes(name) && !aside.has(name) ? [[name, value]] : [],
  );
}

/** Options of how a file is read: columns and rows, without those of the forecaster, and without the file of `--future`, which is new each time. */
export const isReading = (name: OptionName): boolean => {
  const { group } = declarationOf(name);
  return (group === "columns" || group === "rows") && ![...forecasterOptions, "future"].some((other) => other === name);
};

/** The same run, read by a program: compact where it holds many series, whose numbers would else take a line each. */
export const jsonText = (document: object, series: number) =>
  `${JSON.stringify(document, undefined, series > mostIndented ? undefined : 2)}\n`;

const mostIndented = 20;

/** A word of a command line: in double quotes where it has spaces, in single ones where a shell would read something else in it. */
export function word(text: string): string {
  if (/^[\p{L}\p{N}_./:,+=@%-]+$/u.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

/** A command line that can be copied: `memoria forecast sales.csv --horizon 14`. */
export function lineOf(
  { name }: Pick<Command, "name">,
  file: string | undefined,
  given: ReadonlySet<OptionName>,
  all: OptionValues<OptionName>,
): string {
  const flags = [...given].map((option) => {
    const value: unknown = all[option];
    if (typeof value === "boolean") return flagOf(option);
    return `${flagOf(option)} ${word(Array.isArray(value) ? value.join(",") : `${value}`)}`;
  });
  return ["memoria", name, ...(file === undefined ? [] : [word(file)]), ...flags].join(" ");
}
