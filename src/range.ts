/** Checks that options of small factories share. */
import { invalidOption, unknownOption } from "./errors.ts";

/** A finite number that is at least 0. Throws OptionError. */
export function atLeastZero(name: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw invalidOption(name, "a number ≥ 0", value);
  return value;
}

/** A finite number above 0. Throws OptionError. */
export function aboveZero(name: string, value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw invalidOption(name, "a number > 0", value);
  return value;
}

/** From 0 to below 1. Throws OptionError. */
export function belowOne(name: string, value: number): number {
  if (!(value >= 0 && value < 1)) throw invalidOption(name, "a number from 0 to below 1", value);
  return value;
}

/** A whole number that is at least `least`. Throws OptionError. */
export function wholeFrom(least: number, name: string, value: number): number {
  if (!Number.isInteger(value) || value < least) throw invalidOption(name, `an integer ≥ ${least}`, value);
  return value;
}

/** Refuse names that aren't options (`lr` for `learningRate`): types don't reach plain JavaScript. Throws OptionError. */
export function onlyKnown(options: object, known: readonly string[]): void {
  const stray = Object.keys(options).find((name) => !known.includes(name));
  if (stray !== undefined) throw unknownOption("option", stray, known);
}

/** `true` or `false`. Throws OptionError. */
export function flag(name: string, value: boolean): boolean {
  if (typeof value !== "boolean") throw invalidOption(name, "true or false", value);
  return value;
}
