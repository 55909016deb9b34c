/** Everything that was fitted on one part of the rows, and the values of each method at any row. */

import type { Rows } from "./data.ts";
import { type Encoded, type EncoderSpec, encode } from "./encode.ts";
import { fitRidge, laggedRows, type Ridge, ridgeValues } from "./linear.ts";
import type { Nets } from "./net.ts";
import type { RegressorSpec } from "./options.ts";
import { type Place, valuesAt } from "./windows.ts";

/** All that values are made from; a model holds one. */
export interface Fitted {
  readonly encoder: EncoderSpec;
  readonly lookback: number;
  readonly nets: Nets;
  /** The ridge on the row, and that with memory where the lookback is above 1. */
  readonly ridges: readonly Ridge[];
  /** Values below it are raised to it: 0 where no known target was negative, else −∞. */
  readonly floor: number;
}

export interface Method {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly memory: boolean;
}

/** The methods of a spec, in the order of tables: the net with memory, the one without, and the simple ones. */
export function methodsOf({ cell, pastTarget = false }: RegressorSpec, lookback: number): Method[] {
  return [
    { name: cell, kind: "net", memory: true },
    { name: "mlp", kind: "net", memory: false },
    ...(lookback > 1 ? [{ name: "linear-lags", kind: "simple", memory: true } as const] : []),
    { name: "linear", kind: "simple", memory: false },
    ...(pastTarget ? [{ name: "last", kind: "simple", memory: true } as const] : []),
    { name: "mean", kind: "simple", memory: false },
  ];
}

/** The ridges of an encoder; see `fitRidge`. `checks` choose λ, or are the λ of each. */
export function fitRidges(
  encoded: readonly Encoded[],
  places: readonly Place[],
  lookback: number,
  checks: readonly Place[] | readonly number[],
): Ridge[] {
  const rows = [1, laggedRows(encoded[0].channels, lookback)].filter((count, k) => k === 0 || count > 1);
  const given = checks.filter((check) => typeof check === "number");
  return rows.map((count, k) => fitRidge(encoded, places, count, given.length > 0 ? given[k] : (checks as readonly Place[])));
}

/** Sequences as the encoder of what was fitted sees them. */
export const encodeAll = (sequences: readonly Rows[], encoder: EncoderSpec): Encoded[] => sequences.map((rows) => encode(rows, encoder));

/** Values of one method at places, in the target's unit. */
export function methodValues(name: string, fitted: Fitted, encoded: readonly Encoded[], places: readonly Place[]): Float64Array {
  const { encoder, lookback, nets, ridges, floor } = fitted;
  const { mean, scale } = encoder.target;
  const standard = (): Float64Array => {
    switch (name) {
      case "mlp":
        // It reads the row alone, so that a window of one is the same.
        return valuesAt(nets.row, encoded, places, 1);
      case "linear":
        return ridgeValues(ridges[0], encoded, places);
      case "linear-lags":
        return ridgeValues(ridges[1], encoded, places);
      case "last":
      case "mean":
        return new Float64Array(places.length);
      default:
        return valuesAt(nets.memory, encoded, places, lookback);
    }
  };
  return standard().map((value, k) => {
    const { sequence, row } = places[k];
    const base = name === "mean" ? 0 : encoded[sequence].base[row];
    return Math.max(floor, mean + scale * (base + value));
  });
}
