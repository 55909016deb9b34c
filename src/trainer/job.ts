/** What a worker is told: the net once, then its shards of each batch. */
import type { Loss } from "../loss.ts";
import type { Network } from "../network.ts";
import type { Shard } from "./objective.ts";
import type { Pass } from "./part.ts";

/** A net and its loss, in words. */
export interface Setup {
  readonly layer: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly loss: NonNullable<Loss["made"]>;
  readonly backend: string;
  readonly seed: number;
}

/** Shards to add up: their part is the reply. The numbers that go with it are the weights by the layout; gradients, where wanted, come back. */
export interface Job {
  readonly shards: readonly Shard[];
  readonly pass: Pass;
  readonly frozen: readonly string[];
  readonly gradients: boolean;
}

/** Names and shapes of a net's weights: the reply to a `Setup`. */
export const weightsOf = (network: Network): string =>
  [...network.parameters().values()].map(({ name, shape }) => `${name}[${shape}]`).join(" ");
