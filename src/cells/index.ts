/** The cells, by name. */
import type { Cell } from "../cell.ts";
import { unknownOption } from "../errors.ts";
import { gru } from "./gru.ts";
import { lstm } from "./lstm.ts";
import { rnn } from "./rnn.ts";

export { type GruOptions, gru } from "./gru.ts";
export { type LstmOptions, lstm } from "./lstm.ts";
export { type RnnOptions, rnn } from "./rnn.ts";

const cells: ReadonlyMap<string, (options: Record<string, unknown>) => Cell> = new Map([
  ["rnn", rnn as (options: Record<string, unknown>) => Cell],
  ["lstm", lstm as (options: Record<string, unknown>) => Cell],
  ["gru", gru as (options: Record<string, unknown>) => Cell],
]);

/** Names of the cells that come with memoria. */
export const cellNames = [...cells.keys()] as const;

/** A cell by name and options. Throws OptionError `unknown cell`. */
export function cellByName(name: string, options: Record<string, unknown> = {}): Cell {
  const make = cells.get(name);
  if (make === undefined) throw unknownOption("cell", name, cellNames);
  return make(options);
}
