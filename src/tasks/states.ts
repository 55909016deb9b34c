/** What a net holds of what it has read: hidden states by step, and the state to go on from as plain data. */
import type { Network } from "../network.ts";
import type { State } from "../pass.ts";
import type { Input, Values } from "../values.ts";
import type { FeatureColumn } from "./regress/data.ts";

/**
 * Hidden states h of the last layer of the net's (first) recurrent stack after each step: [n, T, H], both directions side by side [n, T, 2H], where the backward
 * state of a step has read the steps from the last one to it. 0 at padding.
 */
export function statesOf(net: Network, inputs: Input, lengths?: readonly number[]): Values {
  const { recordings } = net.forward(inputs, { lengths, record: true });
  const own = recordings.filter(({ name }) => name === recordings[0].name);
  const last = own.reduce((most, { layer }) => Math.max(most, layer), 0);
  const parts = own.filter(({ layer }) => layer === last).map(({ states }) => states.get("h") as Values);
  if (parts.length === 1) return parts[0];
  const [n, T, H] = parts[0].shape;
  const data = net.backend.array(n * T * parts.length * H);
  parts.forEach((part, k) => {
    for (let at = 0; at < n * T; at++) data.set(part.data.subarray(at * H, (at + 1) * H), (at * parts.length + k) * H);
  });
  return { shape: [n, T, parts.length * H], data };
}

/** A state of plain arrays: `JSON.stringify` keeps it whole. */
export type PlainState = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;

export const plainState = (state: State): PlainState =>
  Object.fromEntries(Object.entries(state).map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]));

/** Columns of a stream so far, as JSON: a missing number is null. */
export type PlainColumns = Readonly<Record<string, readonly (number | string | null)[]>>;

/** One more step: the value of each column, NaN or "" where it is missing. */
export const oneMore = (values: Readonly<Record<string, number | string>>, before: PlainColumns = {}): PlainColumns =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const own = Object.hasOwn(before, name) ? before[name] : [];
      return [name, [...own, Number.isNaN(value) ? null : value]];
    }),
  );

/** The columns as `fit` takes them. */
export const columnsOf = (columns: PlainColumns): ReadonlyMap<string, FeatureColumn> =>
  new Map(
    Object.entries(columns).map(([name, values]) => {
      const all = values.map((value) => value ?? Number.NaN);
      return [name, all.some((value) => typeof value === "string") ? (all as string[]) : Float64Array.from(all as number[])];
    }),
  );
