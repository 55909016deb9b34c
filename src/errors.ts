/**
 * Typed errors. Every refusal names where, what was expected, what was found and what to do:
 * `where: expected …, got …; hint`. Library errors are English; the command line words them in the user's
 * language from `code` and `fields` (see `message.ts`).
 */

/** What an error carries besides its English text. */
export interface ErrorDetail {
  /** Closed, stable, kebab-case: `option-invalid`, `csv-not-a-number`, `training-diverged` … */
  readonly code: string;
  /** The option, file, row, column, tensor or request field at fault. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** What the reader can do now. */
  readonly hint?: string;
  /** The parts that a translation needs. */
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/** Base of all errors that memoria throws on purpose: `instanceof MemoriaError` separates them from bugs. */
export class MemoriaError extends Error {
  readonly code: string;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string | undefined;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(detail: ErrorDetail) {
    const hint = detail.hint === undefined ? "" : `; ${detail.hint}`;
    super(`${detail.where}: expected ${detail.expected}, got ${detail.got}${hint}`, { cause: detail.cause });
    this.name = new.target.name;
    this.code = detail.code;
    this.where = detail.where;
    this.expected = detail.expected;
    this.got = detail.got;
    this.hint = detail.hint;
    this.fields = detail.fields ?? {};
  }
}

/** An option, argument or shape that the caller chose: codes `option-invalid`, `option-unknown`, `option-missing`, `shape-…`. */
export class OptionError extends MemoriaError {}

/** The data are at fault: a cell of a CSV, a series too short, a NaN in a batch. */
export class DataError extends MemoriaError {}

/** A model, checkpoint or run is at fault: a file that is cut, weights that do not fit, training that diverged, memory that cannot do. */
export class ModelError extends MemoriaError {}

/** Text of a value for an error: short, quoted if a string, never a dump. */
export function show(value: unknown): string {
  if (typeof value === "string") return value.length > 40 ? `"${value.slice(0, 37)}…"` : `"${value}"`;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return `${value}`;
  if (value === null || value === undefined) return `${value}`;
  if (Array.isArray(value)) return value.length > 8 ? `an array of ${value.length}` : `[${value.map(show).join(", ")}]`;
  return `a ${value.constructor?.name ?? typeof value}`;
}

/** `invalid option`: a known option with a value out of its range or of the wrong type. */
export function invalidOption(option: string, expected: string, value: unknown, hint?: string): OptionError {
  const got = show(value);
  return new OptionError({ code: "option-invalid", where: `invalid ${option}`, expected, got, hint, fields: { option, expected, got } });
}

/** A number of the data that can't be: a class or token that isn't there. */
export function invalidNumber(code: string, where: string, expected: string, value: number): DataError {
  return new DataError({ code, where, expected, got: show(value), fields: { expected, got: value } });
}

/** `unknown option` or member: lists what is known. */
export function unknownOption(what: string, value: unknown, known: readonly string[]): OptionError {
  const got = show(value);
  const list = known.join(", ");
  return new OptionError({
    code: "option-unknown",
    where: `unknown ${what}`,
    expected: `one of ${list}`,
    got,
    fields: { what, known: list, got },
  });
}

/** `missing option`: needed and not given. */
export function missingOption(option: string, expected: string, hint?: string): OptionError {
  return new OptionError({
    code: "option-missing",
    where: `missing ${option}`,
    expected,
    got: "nothing",
    hint,
    fields: { option, expected },
  });
}
