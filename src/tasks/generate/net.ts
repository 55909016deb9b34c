/** The net: embedding → recurrent layers → a logit for every token. One to many: each token it gives is its next input. */
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import { embedding, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { blankCell } from "../blank-cell.ts";
import type { GeneratorSpec } from "./options.ts";

/** Numbers of a token's vector: no more than half the units (at least 8), at most 64 for characters and 128 for words. */
const embeddingWidth = ({ hidden, tokens }: GeneratorSpec): number =>
  Math.min(tokens === "chars" ? 64 : 128, Math.max(8, Math.floor(hidden / 2)));

/** Names and shapes of the weights; nothing is allocated. `size`: tokens with the unknown one. */
export function weightShapes(spec: GeneratorSpec, size: number): Map<string, readonly number[]> {
  const { cell, hidden, layers } = spec;
  const width = embeddingWidth(spec);
  const own = Array.from({ length: layers }, (_, layer) => {
    const sizes = { input: layer === 0 ? width : hidden, hidden, bias: true };
    return Object.entries(cellByName(cell).parameters(sizes)).map(([name, { shape }]) => [`1.${name}_l${layer}`, shape] as const);
  });
  return new Map<string, readonly number[]>([["0.weight", [size, width]], ...own.flat(), ["2.weight", [size, hidden]], ["2.bias", [size]]]);
}

/** A new net. */
export const makeNet = (spec: GeneratorSpec, size: number): Network => netOf(spec, size, cellByName(spec.cell));

/** The same net for weights that a file holds: zeros in the recurrent layers, since finding orthogonal ones takes seconds for large nets. */
export const blankNet = (spec: GeneratorSpec, size: number): Network => netOf(spec, size, blankCell(spec.cell));

function netOf(spec: GeneratorSpec, size: number, cell: Cell): Network {
  const { hidden, layers, seed, backend } = spec;
  const parts = [
    embedding({ vocabulary: size, output: embeddingWidth(spec) }),
    recurrent({ cell, hidden, layers }),
    linear({ output: size }),
  ];
  return sequential(parts, { seed, backend });
}
