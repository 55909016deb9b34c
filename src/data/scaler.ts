/**
 * Scaling of a series, fitted on the rows that training may see and kept as plain numbers. NaN stays NaN.
 *
 *   none      z = x
 *   standard  z = (x − center) / scale                  center: mean, scale: standard deviation (divided by n)
 *   log       z = (log(x + shift) − center) / scale     center and scale of the logarithms
 *   level     z = x / level(window)                     level: mean |x| of the observed inputs of one window
 *
 * A column that is constant has scale |center|, or 1 if that is 0: it becomes 0 and a later change stays readable.
 */
import { DataError, invalidOption, unknownOption } from "../errors.ts";
import { exp, log } from "../math.ts";

export type ScalerKind = "none" | "standard" | "log" | "level";

export const scalerKinds: readonly ScalerKind[] = ["none", "standard", "log", "level"];

/** A fitted scaler as JSON. */
export interface ScalerSpec {
  readonly kind: ScalerKind;
  readonly center: number;
  /** Above 0. */
  readonly scale: number;
  /** log only: added before the logarithm; 0 unless there are zeros, then half of the smallest positive value. */
  readonly shift: number;
  /** log only: least value of x + shift that is told apart; below it the logarithm stays where it is. */
  readonly floor: number;
}

export interface Scaler {
  readonly spec: ScalerSpec;
  /** The level of one window's inputs; 1 for the kinds that don't need it. */
  readonly level: (window: ArrayLike<number>) => number;
  /** Data's unit → net's unit. `level`: that of the window. */
  readonly apply: (value: number, level?: number) => number;
  /** Net's unit → data's unit. */
  readonly invert: (value: number, level?: number) => number;
}

/**
 * Fits a scaler to `values` alone (NaN is left out); the values are not changed.
 * Throws OptionError for an unknown kind, DataError `scaler-negative` for log on negative values, `scaler-infinite`.
 */
export function fitScaler(kind: ScalerKind, values: ArrayLike<number>): Scaler {
  if (!scalerKinds.includes(kind)) throw unknownOption("scaling", kind, scalerKinds);
  const observed = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  for (const value of observed) {
    if (!Number.isFinite(value)) refuse("scaler-infinite", "finite values", `${value}`, "leave it out");
  }
  if (kind === "none") return scalerOf({ kind, center: 0, scale: 1, shift: 0, floor: 0 });
  if (kind === "standard") return scalerOf({ kind, ...moments(observed), shift: 0, floor: 0 });
  if (kind === "level") return scalerOf({ kind, center: 0, scale: meanSize(observed) || 1, shift: 0, floor: 0 });
  let least = Infinity;
  let smallest = Infinity;
  for (const value of observed) {
    least = Math.min(least, value);
    if (value > 0) smallest = Math.min(smallest, value);
  }
  if (least < 0) refuse("scaler-negative", "no negative values for log scaling", `${least}`, 'use scaling "standard"');
  if (smallest === Infinity) smallest = 1;
  const shift = least > 0 ? 0 : smallest / 2;
  // Half of the least value seen: what comes later may be lower, even negative, and must not become −Infinity.
  const floor = (least === Infinity ? 1 : least + shift) / 2;
  const logs = observed.map((value) => log(value + shift));
  return scalerOf({ kind, ...moments(logs), shift, floor });
}

/** A scaler from its spec, as read from a model file. Throws OptionError when a field is not a number or scale is not above 0. */
export function scalerOf(spec: ScalerSpec): Scaler {
  const { kind, center, scale, shift, floor } = spec;
  if (!scalerKinds.includes(kind)) throw unknownOption("scaling", kind, scalerKinds);
  for (const [field, value] of Object.entries({ center, scale, shift, floor })) {
    if (!Number.isFinite(value)) throw invalidOption(`scaler ${field}`, "a finite number", value);
  }
  if (!(scale > 0)) throw invalidOption("scaler scale", "a number above 0", scale);
  const same = () => 1;
  if (kind === "none") return { spec, level: same, apply: (value) => value, invert: (value) => value };
  if (kind === "level") {
    const level = (window: ArrayLike<number>) => meanSize(Float64Array.from(window)) || scale;
    return { spec, level, apply: (value, by = scale) => value / by, invert: (value, by = scale) => value * by };
  }
  if (kind === "standard") {
    return { spec, level: same, apply: (value) => (value - center) / scale, invert: (value) => value * scale + center };
  }
  return {
    spec,
    level: same,
    apply: (value) => (log(Math.max(value + shift, floor)) - center) / scale,
    invert: (value) => exp(Math.min(value * scale + center, 709)) - shift,
  };
}

/** Mean and standard deviation, without overflow or underflow on the way. */
function moments(values: Float64Array): { center: number; scale: number } {
  let low = Infinity;
  let high = -Infinity;
  let center = 0;
  values.forEach((value, i) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
    center += value / (i + 1) - center / (i + 1);
  });
  if (values.length === 0) return { center: 0, scale: 1 };
  if (low === high) return { center: low, scale: Math.abs(low) || 1 };
  const largest = Math.max(high / 2 - center / 2, center / 2 - low / 2);
  let square = 0;
  for (const value of values) {
    const part = (value / 2 - center / 2) / largest;
    square += part * part;
  }
  const scale = 2 * largest * Math.sqrt(square / values.length);
  return { center, scale: scale > 0 && Number.isFinite(scale) ? scale : Math.max(largest, Number.MIN_VALUE) };
}

/** Mean |x| of the observed values; 0 when there are none. */
function meanSize(values: Float64Array): number {
  let average = 0;
  let observed = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    observed++;
    average += Math.abs(value) / observed - average / observed;
  }
  return average;
}

function refuse(code: string, expected: string, got: string, hint: string): never {
  throw new DataError({ code, where: "scaler", expected, got, hint, fields: { expected, got } });
}
