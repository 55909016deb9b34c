/** The net of a translator, and the shapes of its weights. */
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import { Network } from "../../network.ts";
import { blankCell } from "../blank-cell.ts";
import { EncoderDecoder } from "./layer.ts";
import type { TranslatorSpec } from "./options.ts";

/** Tokens that there are: sources with the unknown one; targets with the end. */
export interface Sizes {
  readonly sources: number;
  readonly targets: number;
}

/** Numbers of a token's vector: half of the units, at least 8 and at most 128. */
const embeddingWidth = ({ hidden }: TranslatorSpec): number => Math.min(128, Math.max(8, hidden / 2));

/** Names and shapes of the weights; nothing is allocated. */
export function weightShapes(spec: TranslatorSpec, { sources, targets }: Sizes): Map<string, readonly number[]> {
  const { hidden: H, layers } = spec;
  const width = embeddingWidth(spec);
  const recurrent = (name: string, hidden: number, directions: readonly string[]) =>
    Array.from({ length: layers }, (_, layer) =>
      directions.flatMap((direction) => {
        const sizes = { input: layer === 0 ? width : hidden * directions.length, hidden, bias: true };
        return Object.entries(cellByName(spec.cell).parameters(sizes)).map(
          ([own, { shape }]) => [`${name}.${own}_l${layer}${direction}`, shape] as const,
        );
      }),
    ).flat();
  return new Map<string, readonly number[]>([
    ["source.weight", [sources, width]],
    ...recurrent("encoder", H / 2, ["", "_reverse"]),
    ["target.weight", [targets + 1, width]],
    ...recurrent("decoder", H, [""]),
    ["attention.score.weight", [H, H]],
    ["attention.combine.weight", [H, 2 * H]],
    ["attention.combine.bias", [H]],
    ["output.weight", [targets, H]],
    ["output.bias", [targets]],
  ]);
}

/** A new net. */
export const makeNet = (spec: TranslatorSpec, sizes: Sizes): Network => netOf(spec, sizes, cellByName(spec.cell));

/** The same net for weights that a file holds: zeros in the recurrent layers, since finding orthogonal ones takes seconds for large nets. */
export const blankNet = (spec: TranslatorSpec, sizes: Sizes): Network => netOf(spec, sizes, blankCell(spec.cell));

function netOf(spec: TranslatorSpec, sizes: Sizes, cell: Cell): Network {
  const { hidden, layers, dropout, seed, backend } = spec;
  return new Network(new EncoderDecoder({ cell, hidden, layers, dropout, ...sizes, width: embeddingWidth(spec) }), { seed, backend });
}

/** The layer of a translator's net. */
export const layerOf = ({ root }: Network): EncoderDecoder => root as EncoderDecoder;
