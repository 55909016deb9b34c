/** What a worker is told: the net once, then its shards of each batch. */
import type { RealArray } from "../backend.ts";
import type { Loss } from "../loss.ts";
import type { Network } from "../network.ts";
import type { Shard } from "./objective.ts";
import type { Part, Pass } from "./part.ts";

/** A net and its loss, in words. */
export interface Setup {
  readonly layer: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly loss: NonNullable<Loss["made"]>;
  readonly backend: string;
  readonly seed: number;
}

/** Shards to add up. `numbers`: the weights by the layout; the gradients, where wanted, come back in their place. */
export interface Job {
  readonly shards: readonly Shard[];
  readonly pass: Pass;
  readonly frozen: readonly string[];
  readonly numbers: RealArray;
  readonly gradients: boolean;
}

export interface Done {
  readonly part: Part;
  readonly numbers: RealArray;
}

/** Names and shapes of a net's weights: the reply to a `Setup`. */
export const weightsOf = (network: Network): string =>
  [...network.parameters().values()].map(({ name, shape }) => `${name}[${shape}]`).join(" ");
