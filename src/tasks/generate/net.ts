/** The net: embedding → recurrent layers → a logit for every token. One to many: each token it gives is its next input. */
import { cellByName } from "../../cells/index.ts";
import { embedding, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import type { GeneratorSpec } from "./options.ts";

/** Numbers of a token's vector: no more than half the units (at least 8), at most 64 for characters and 128 for words. */
const embeddingWidth = ({ hidden, tokens }: GeneratorSpec): number =>
  Math.min(tokens === "chars" ? 64 : 128, Math.max(8, Math.floor(hidden / 2)));

/** Names and shapes of the weights; nothing is allocated. `size`: tokens with the unknown one. */
export function weightShapes(spec: GeneratorSpec, size: number): Map<string, readonly number[]> {
  const { cell, hidden, layers } = spec;
  const width = embeddingWidth(spec);
  const own = recurrentShapes("1", { cell, hidden, layers, input: width });
  return new Map<string, readonly number[]>([["0.weight", [size, width]], ...own, ["2.weight", [size, hidden]], ["2.bias", [size]]]);
}

/** Names and shapes of the weights of recurrent layers. */
export function recurrentShapes(
  prefix: string,
  { cell, hidden, layers, input }: { cell: GeneratorSpec["cell"]; hidden: number; layers: number; input: number },
): (readonly [string, readonly number[]])[] {
  return Array.from({ length: layers }, (_, layer) => {
    const sizes = { input: layer === 0 ? input : hidden, hidden, bias: true };
    return Object.entries(cellByName(cell).parameters(sizes)).map(([name, { shape }]) => [`${prefix}.${name}_l${layer}`, shape] as const);
  }).flat();
}

/** A new net; `blank`: zeros, for weights that a file holds. */
export function makeNet(spec: GeneratorSpec, size: number, blank = false): Network {
  const { cell, hidden, layers, seed, backend } = spec;
  const parts = [
    embedding({ vocabulary: size, output: embeddingWidth(spec) }),
    recurrent({ cell, hidden, layers }),
    linear({ output: size }),
  ];
  return sequential(parts, { seed, backend, blank });
}
