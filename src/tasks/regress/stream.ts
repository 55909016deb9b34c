/** One row after another, with those before it as its memory. */
import { columnsOf, oneMore, type PlainColumns } from "../states.ts";
import { type Rows, toRows } from "./data.ts";

/** One row: the value of each feature (NaN or "" is missing). `before`: the target of the row before it, once that is known; only `pastTarget` looks at it. */
export interface RegressStep {
  readonly features: Readonly<Record<string, number | string>>;
  readonly before?: number;
}

/** The rows that the next one's value is made from too, one more than that: plain data, which JSON keeps whole. */
export interface RegressState {
  readonly features: PlainColumns;
  /** Of each row; the first one's is the last known up to it. */
  readonly target: readonly (number | null)[];
}

/** The rows that a new one's value is made from, itself the last, and the state after it. */
export function grown({ features, before }: RegressStep, lookback: number, state?: RegressState): { rows: Rows; state: RegressState } {
  const past = [...(state?.target ?? [])];
  if (before !== undefined && past.length > 0) past[past.length - 1] = Number.isNaN(before) ? null : before;
  const all = [...past, null];
  const columns = oneMore(features, state?.features);
  const [rows] = toRows({ features: columnsOf(columns), target: all.map((value) => value ?? Number.NaN) });
  const gone = Math.max(0, all.length - lookback);
  const target = all.slice(gone);
  if (gone > 0) target[0] ??= all[gone - 1];
  const kept = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(gone)]));
  return { rows, state: { features: kept, target } };
}
