import { parsePeriod } from "./data/period.ts";
import { invalidOption, missingOption, OptionError, show } from "./errors.ts";
import { nearest } from "./nearest.ts";
import { type CompleteValues, declarationOf, type NumberRange, type OptionDeclaration, type OptionName } from "./option.ts";

/** The words in which a language says what an option takes; the catalogue has one of these a language. */
export interface ExpectationWords {
  readonly integer: string;
  readonly number: string;
  readonly list: string;
  readonly duration: string;
  readonly text: string;
  readonly names: string;
  readonly period: string;
  readonly boolean: string;
  between(low: string, high: string): string;
  atLeast(low: string): string;
  above(low: string): string;
  upTo(high: string): string;
  below(high: string): string;
  and(left: string, right: string): string;
  oneOf(list: string): string;
  orAuto(rest: string): string;
}

export const englishExpectations: ExpectationWords = {
  integer: "an integer",
  number: "a number",
  list: "different numbers separated by commas, each",
  duration: "a time such as 90s, 2m or 1h",
  text: "some text",
  names: "names of columns, separated by commas",
  period: "a period such as day, week, month, hour or 15min",
  boolean: "true or false",
  between: (low, high) => `from ${low} to ${high}`,
  atLeast: (low) => `of at least ${low}`,
  above: (low) => `above ${low}`,
  upTo: (high) => `up to ${high}`,
  below: (high) => `below ${high}`,
  and: (left, right) => `${left} and ${right}`,
  oneOf: (list) => `one of ${list}`,
  orAuto: (rest) => `${rest}, or auto`,
};

function rangeText(range: NumberRange, words: ExpectationWords): string {
  const { min, max, above, below } = range;
  if (min !== undefined && max !== undefined) return ` ${words.between(`${min}`, `${max}`)}`;
  const low = min !== undefined ? words.atLeast(`${min}`) : above !== undefined ? words.above(`${above}`) : "";
  const high = max !== undefined ? words.upTo(`${max}`) : below !== undefined ? words.below(`${below}`) : "";
  const text = low !== "" && high !== "" ? words.and(low, high) : low + high;
  return text === "" ? "" : ` ${text}`;
}

/** What an option takes, in words: `an integer from 1 to 4096`. */
export function expectation(declaration: OptionDeclaration, words: ExpectationWords = englishExpectations): string {
  switch (declaration.type) {
    case "choice":
      return words.oneOf(declaration.choices.join(", "));
    case "string":
      return words.text;
    case "boolean":
      return words.boolean;
    case "duration":
    case "names":
    case "period":
      return words[declaration.type];
    default: {
      const text = words[declaration.type] + rangeText(declaration, words);
      return declaration.type !== "list" && declaration.auto ? words.orAuto(text) : text;
    }
  }
}

function inRange(value: unknown, { min, max, above, below }: NumberRange): boolean {
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (min !== undefined && value < min) return false;
  if (max !== undefined && value > max) return false;
  if (above !== undefined && value <= above) return false;
  return below === undefined || value < below;
}

function fits(declaration: OptionDeclaration, value: unknown): boolean {
  switch (declaration.type) {
    case "integer":
      return (declaration.auto === true && value === "auto") || (Number.isSafeInteger(value) && inRange(value, declaration));
    case "number":
      return (declaration.auto === true && value === "auto") || inRange(value, declaration);
    case "duration":
      return inRange(value, declaration);
    case "list":
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((item) => inRange(item, declaration)) &&
        new Set(value).size === value.length
      );
    case "choice":
      return typeof value === "string" && declaration.choices.includes(value);
    case "period":
      return typeof value === "string" && parsePeriod(value) !== undefined;
    case "boolean":
      return typeof value === "boolean";
    case "string":
    case "names":
      return typeof value === "string" && value !== "";
  }
}

/** Fails with `option-invalid` unless `value` has the option's type and lies in its range. */
export function checkOption(name: OptionName, value: unknown): void {
  const declaration = declarationOf(name);
  if (fits(declaration, value)) return;
  const near = declaration.type === "choice" && typeof value === "string" ? nearest(value, declaration.choices) : undefined;
  throw invalidOption(name, expectation(declaration), value, near === undefined ? undefined : `did you mean ${near}?`);
}

/** `unknown option`, with the nearest known name as the hint. */
export function unknownWithHint(what: string, value: string, known: readonly string[]): OptionError {
  const near = nearest(value, known);
  const list = known.join(", ");
  return new OptionError({
    code: "option-unknown",
    where: `unknown ${what}`,
    expected: `one of ${list}`,
    got: show(value),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
    fields: { what, known: list, got: value, near: near ?? "" },
  });
}

/**
 * Checks a library spec against the table and fills in defaults.
 *
 * @param spec what the caller gave; `undefined` values count as not given
 * @param names the options that this spec takes
 * @param required those that must be given
 * @throws OptionError `option-unknown` (with the nearest name), `option-invalid`, `option-missing`
 */
export function validate<const N extends OptionName>(spec: object, names: readonly N[], required: readonly N[] = []): CompleteValues<N> {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(spec)) {
    const known = names.find((candidate) => candidate === name);
    if (known === undefined) throw unknownWithHint("option", name, names);
    if (value === undefined) continue;
    checkOption(known, value);
    values.set(name, value);
  }
  for (const name of required) {
    if (!values.has(name)) throw missingOption(name, expectation(declarationOf(name)));
  }
  for (const name of names) {
    const { default: fallback } = declarationOf(name);
    if (fallback !== undefined && !values.has(name)) values.set(name, fallback);
  }
  return Object.fromEntries(values) as CompleteValues<N>;
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const secondsIn = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
]);

function parseNumber(text: string): number | string {
  return decimal.test(text) ? Number(text) : text;
}

function parseDuration(text: string): number | string {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  const unit = match === null ? undefined : secondsIn.get(match[2] === "" ? "s" : match[2].toLowerCase());
  return match === null || unit === undefined ? text : Number(match[1]) * unit;
}

/** The value of an option written on the command line. Fails with `option-invalid`, naming what was written. */
export function parseOption(name: OptionName, text: string): unknown {
  const declaration = declarationOf(name);
  const trimmed = text.trim();
  const read = (): unknown => {
    switch (declaration.type) {
      case "number":
      case "integer":
        return parseNumber(trimmed);
      case "duration":
        return parseDuration(trimmed);
      case "list":
        return trimmed.split(",").map((item) => parseNumber(item.trim()));
      case "boolean":
        return trimmed === "true" ? true : trimmed === "false" ? false : trimmed;
      case "choice":
      case "period":
        return trimmed.toLowerCase();
      case "string":
      case "names":
        return text;
    }
  };
  const value = read();
  if (!fits(declaration, value)) checkOption(name, Number.isFinite(value) ? value : trimmed);
  return value;
}
