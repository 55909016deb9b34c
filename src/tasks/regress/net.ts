/**
 * The two nets. With memory: recurrent layers read the rows up to each row, and every step has an
 * output and a loss (many to many). Without: a multilayer perceptron on the row alone (one to one), with as many weights.
 */
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import { activation, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { sizeOf } from "../../values.ts";
import { blankCell } from "../blank-cell.ts";
import type { RegressorSpec } from "./options.ts";

/** Both nets: names in files, and in tables where the spec doesn't name the cell. */
export interface Nets {
  readonly memory: Network;
  readonly row: Network;
}

export type NetShapes = Readonly<Record<keyof Nets, ReadonlyMap<string, readonly number[]>>>;

/** Names and shapes of both nets' weights; nothing is allocated. */
export function weightShapes({ cell, hidden, layers }: RegressorSpec, channels: number): NetShapes {
  const own = Array.from({ length: layers }, (_, layer) => {
    const sizes = { input: layer === 0 ? channels : hidden, hidden, bias: true };
    return Object.entries(cellByName(cell).parameters(sizes)).map(([name, { shape }]) => [`0.${name}_l${layer}`, shape] as const);
  });
  const memory = new Map<string, readonly number[]>([...own.flat(), ["1.weight", [1, hidden]], ["1.bias", [1]]]);
  const weights = [...memory.values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
  return { memory, row: perceptron(channels, layers + 1, perceptronWidth(channels, layers + 1, weights)) };
}

/** Weights of a perceptron with `depth` hidden layers; layers 0, 2, 4 … are linear, those between are relu, with which they train as readily as the recurrent ones. */
function perceptron(channels: number, depth: number, width: number): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (let layer = 0; layer <= depth; layer++) {
    const output = layer === depth ? 1 : width;
    shapes.set(`${2 * layer}.weight`, [output, layer === 0 ? channels : width]);
    shapes.set(`${2 * layer}.bias`, [output]);
  }
  return shapes;
}

/** The fewest units in each hidden layer with which a perceptron has at least so many weights. */
export function perceptronWidth(channels: number, depth: number, weights: number): number {
  let width = 1;
  while (width * (channels + 1) + (depth - 1) * width * (width + 1) + width + 1 < weights) width++;
  return width;
}

/** New nets: both start at 0 everywhere, the mean of training, since their last layer does. */
export const makeNets = (spec: RegressorSpec, channels: number): Nets => netsOf(spec, channels, cellByName(spec.cell));

/** The same nets for weights that a file holds: all zeros, since finding orthogonal ones takes seconds for large nets. */
export const blankNets = (spec: RegressorSpec, channels: number): Nets => netsOf(spec, channels, blankCell(spec.cell));

function netsOf(spec: RegressorSpec, channels: number, cell: Cell): Nets {
  const { hidden, layers, seed, backend } = spec;
  const shapes = weightShapes(spec, channels);
  const memory = sequential([recurrent({ cell, input: channels, hidden, layers }), linear({ output: 1 })], { seed, backend });
  const [width] = shapes.row.get("0.weight") as readonly number[];
  const inner = Array.from({ length: layers + 1 }, (_, layer) => [
    linear(layer === 0 ? { input: channels, output: width } : { output: width }),
    activation("relu"),
  ]);
  const row = sequential([...inner.flat(), linear({ output: 1 })], { seed, backend });
  for (const [net, last] of [
    [memory, 1],
    [row, 2 * (layers + 1)],
  ] as const) {
    for (const name of [`${last}.weight`, `${last}.bias`]) {
      const parameter = net.parameters().get(name);
      parameter?.assign(new Float64Array(parameter.size));
    }
  }
  return { memory, row };
}
