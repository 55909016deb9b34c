/** Checks of numbers that options share. */
import { invalidOption } from "./errors.ts";

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
