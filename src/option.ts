/**
 * Each option once: its library name, type, default, range, unit and help group. Library specs, kebab-case flags, help,
 * error texts and docs derive from this table; its sentence in each language is `options.<name>` of the message catalogue.
 *
 * To add an option: one entry here, one sentence in each language, and its name in the commands and specs that take it.
 */

/** Where help lists an option. */
export type OptionGroup = "columns" | "rows" | "network" | "training" | "keep" | "output";

interface Shared {
  readonly group: OptionGroup;
  /** What stands for the value in help: `--out DIR`. Default: `N` for numbers, `TEXT` for strings. */
  readonly placeholder?: string;
  /** Unit of the value: `steps`, `seconds` … Default: none. */
  readonly unit?: string;
}

/** Bounds of a number: `min` and `max` belong to the range, `above` and `below` do not. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

/** `auto`: the word "auto" is a value too, and means "from the data". */
export interface NumberOption extends Shared, NumberRange {
  readonly type: "number" | "integer";
  readonly auto?: boolean;
  readonly default?: number | "auto";
}

/** Seconds in the library; `90`, `90s`, `2m` or `1h` on the command line. */
export interface DurationOption extends Shared, NumberRange {
  readonly type: "duration";
  readonly default?: number;
}

export interface StringOption extends Shared {
  readonly type: "string";
  readonly default?: string;
}

export interface BooleanOption extends Shared {
  readonly type: "boolean";
  readonly default?: boolean;
}

export interface ChoiceOption extends Shared {
  readonly type: "choice";
  readonly choices: readonly string[];
  readonly default?: string;
}

/** Numbers within the range, at least one, none twice; separated by commas on the command line. */
export interface ListOption extends Shared, NumberRange {
  readonly type: "list";
  readonly default?: readonly number[];
}

/** Names of columns, separated by commas on the command line; quotes keep a comma: `'"price, net",sales'`. `sales_*`: all that match. */
export interface NamesOption extends Shared {
  readonly type: "names";
  readonly default?: undefined;
}

/** A period of the calendar: `day`, `week`, `15min`. */
export interface PeriodOption extends Shared {
  readonly type: "period";
  readonly default?: undefined;
}

export type OptionDeclaration =
  | NumberOption
  | DurationOption
  | StringOption
  | BooleanOption
  | ChoiceOption
  | ListOption
  | NamesOption
  | PeriodOption;

export const options = {
  time: { type: "string", group: "columns", placeholder: "COLUMN" },
  id: { type: "names", group: "columns" },
  target: { type: "names", group: "columns", placeholder: "COLUMN" },
  features: { type: "string", group: "columns", placeholder: "COLUMNS" },
  label: { type: "string", group: "columns", placeholder: "COLUMN" },
  events: { type: "string", group: "columns", placeholder: "FILE" },
  background: { type: "string", group: "columns", placeholder: "CLASS" },
  form: { type: "choice", group: "columns", choices: ["csv", "conll"], placeholder: "FORM" },
  text: { type: "string", group: "columns", placeholder: "COLUMN" },
  known: { type: "names", group: "columns" },
  past: { type: "names", group: "columns" },
  static: { type: "names", group: "columns" },
  joint: { type: "boolean", group: "columns" },
  decimal: { type: "choice", group: "columns", choices: [".", ","], placeholder: "MARK" },
  order: { type: "choice", group: "columns", choices: ["ymd", "dmy", "mdy"] },
  skip: { type: "integer", group: "columns", unit: "lines", min: 0, max: 10_000 },
  every: { type: "period", group: "rows", placeholder: "day" },
  agg: { type: "choice", group: "rows", choices: ["sum", "mean", "last"] },
  fill: { type: "choice", group: "rows", choices: ["none", "zero", "last"], default: "none" },
  future: { type: "string", group: "rows", placeholder: "FILE" },
  window: { type: "string", group: "rows", placeholder: "2s" },
  step: { type: "string", group: "rows", placeholder: "1s" },
  test: { type: "string", group: "rows", placeholder: "FILE" },
  horizon: { type: "integer", group: "rows", unit: "steps", min: 1, max: 10_000, default: 12 },
  season: { type: "integer", group: "rows", unit: "steps", auto: true, min: 1, max: 10_000, default: "auto" },
  tokens: { type: "choice", group: "rows", choices: ["chars", "words"], default: "chars" },
  values: { type: "choice", group: "rows", choices: ["auto", "numbers", "roll"], placeholder: "KIND", default: "auto" },
  mode: { type: "choice", group: "network", choices: ["direct", "recursive", "encoder-decoder"], placeholder: "MODE", default: "direct" },
  head: {
    type: "choice",
    group: "network",
    choices: ["point", "quantile", "gaussian", "negative-binomial"],
    placeholder: "HEAD",
    default: "point",
  },
  scaling: { type: "choice", group: "network", choices: ["auto", "standard", "log", "level"], placeholder: "SCALING", default: "auto" },
  calendar: { type: "boolean", group: "network", default: true },
  cell: { type: "choice", group: "network", choices: ["rnn", "gru", "lstm"], default: "lstm" },
  hidden: { type: "integer", group: "network", unit: "units", min: 1, max: 4096, default: 32 },
  layers: { type: "integer", group: "network", min: 1, max: 8, default: 1 },
  lookback: { type: "integer", group: "network", unit: "steps", auto: true, min: 1, max: 100_000, default: "auto" },
  causal: { type: "boolean", group: "network" },
  dropout: { type: "number", group: "network", min: 0, below: 1, default: 0.2 },
  members: { type: "integer", group: "training", unit: "nets", min: 1, max: 100, default: 1 },
  pastTarget: { type: "boolean", group: "network" },
  ownScale: { type: "boolean", group: "network" },
  balance: { type: "boolean", group: "training" },
  folds: { type: "integer", group: "training", unit: "nets", auto: true, min: 1, max: 20, default: "auto" },
  epochs: { type: "integer", group: "training", min: 1, max: 1_000_000, default: 100 },
  batch: { type: "integer", group: "training", unit: "windows", auto: true, min: 1, max: 100_000, default: "auto" },
  truncate: { type: "integer", group: "training", unit: "steps", min: 1, max: 10_000, default: 64 },
  lr: { type: "number", group: "training", above: 0, max: 10, default: 0.003 },
  seed: { type: "integer", group: "training", min: 0, max: 4_294_967_295, default: 1 },
  seeds: { type: "integer", group: "training", min: 1, max: 100, default: 5 },
  quick: { type: "boolean", group: "training" },
  refit: { type: "boolean", group: "training", default: true },
  maxTime: { type: "duration", group: "training", placeholder: "2m", unit: "seconds", above: 0 },
  workers: { type: "integer", group: "training", unit: "threads", auto: true, min: 1, max: 64, default: "auto" },
  backend: { type: "choice", group: "training", choices: ["wasm", "native", "reference"], default: "wasm" },
  out: { type: "string", group: "keep", placeholder: "DIR" },
  csv: { type: "string", group: "keep", placeholder: "FILE" },
  report: { type: "string", group: "keep", placeholder: "FILE" },
  save: { type: "string", group: "keep", placeholder: "FILE" },
  model: { type: "string", group: "keep", placeholder: "FILE" },
  update: { type: "boolean", group: "keep" },
  resume: { type: "boolean", group: "keep" },
  dynamics: { type: "boolean", group: "keep" },
  method: {
    type: "choice",
    group: "output",
    choices: ["auto", "rnn", "gru", "lstm", "ets", "theta", "seasonal-naive", "naive", "drift", "mean"],
    placeholder: "METHOD",
    default: "auto",
  },
  minLength: { type: "integer", group: "output", unit: "steps", auto: true, min: 1, max: 100_000, default: "auto" },
  mergeGap: { type: "integer", group: "output", unit: "steps", auto: true, min: 0, max: 100_000, default: "auto" },
  class: { type: "string", group: "output", placeholder: "CLASS" },
  samples: { type: "integer", group: "output", min: 1, max: 10_000, default: 1 },
  prompt: { type: "string", group: "output" },
  length: { type: "integer", group: "output", unit: "tokens", min: 1, max: 10_000_000, default: 500 },
  temperature: { type: "number", group: "output", min: 0, max: 100, default: 0.8 },
  topK: { type: "integer", group: "output", unit: "tokens", min: 1, max: 1_000_000 },
  topP: { type: "number", group: "output", above: 0, max: 1 },
  stop: { type: "string", group: "output" },
  beam: { type: "integer", group: "output", unit: "texts", min: 1, max: 100, default: 1 },
  maxLength: { type: "integer", group: "output", unit: "tokens", auto: true, min: 1, max: 10_000, default: "auto" },
  levels: { type: "list", group: "output", above: 0, below: 1, default: [0.8, 0.95] },
  json: { type: "boolean", group: "output" },
  lang: { type: "choice", group: "output", choices: ["en", "es"] },
} as const satisfies Readonly<Record<string, OptionDeclaration>>;

export type OptionName = keyof typeof options;

export {
  classifierOptions,
  dataOptions,
  forecasterOptions,
  generatorOptions,
  labelerOptions,
  regressorOptions,
  samplingOptions,
  searchOptions,
  sequenceGeneratorOptions,
  translatorOptions,
} from "./option-lists.ts";

type Auto<D> = D extends { readonly auto: true } ? "auto" : never;

/** The TypeScript type of an option's value. */
export type OptionValue<N extends OptionName> = (typeof options)[N] extends infer D
  ? D extends { readonly type: "number" | "integer" | "duration" }
    ? number | Auto<D>
    : D extends { readonly choices: readonly (infer C)[] }
      ? C
      : D extends { readonly type: "list" }
        ? readonly number[]
        : D extends { readonly type: "boolean" }
          ? boolean
          : string
  : never;

/** What a caller may give: any of the named options. */
export type OptionValues<N extends OptionName> = { readonly [K in N]?: OptionValue<K> };

type HasDefault<N extends OptionName> = N extends OptionName
  ? (typeof options)[N] extends { readonly default: unknown }
    ? N
    : never
  : never;

/** What the callee works with: the given values, and defaults where the table has one. */
export type CompleteValues<N extends OptionName> = OptionValues<N> & { readonly [K in HasDefault<N>]: OptionValue<K> };

export const optionNames = Object.keys(options) as readonly OptionName[];

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}

export function declarationOf(name: OptionName): OptionDeclaration {
  return options[name];
}

/** `maxTime` → `--max-time`; a switch that is on by default has the flag that turns it off: `refit` → `--no-refit`. */
export function flagOf(name: OptionName): string {
  const declaration = declarationOf(name);
  const off = declaration.type === "boolean" && declaration.default === true ? "no-" : "";
  return `--${off}${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What help shows after the flag: `N`, `wasm|reference`, `DIR`; nothing for a switch. */
export function placeholderOf(name: OptionName): string {
  const declaration = declarationOf(name);
  if (declaration.type === "boolean") return "";
  if (declaration.placeholder !== undefined) return declaration.placeholder;
  if (declaration.type === "choice") return declaration.choices.join("|");
  return { number: "N", integer: "N", duration: "N", list: "N,N", names: "A,B", period: "day", string: "TEXT" }[declaration.type];
}
