/** The layers, as functions that read like a list of what a network is made of. */
import type { Layer } from "../layer.ts";
import { Network, type NetworkOptions } from "../network.ts";
import { Activation } from "./activation.ts";
import { Dropout } from "./dropout.ts";
import { Embedding, type EmbeddingOptions } from "./embedding.ts";
import { Linear, type LinearOptions } from "./linear.ts";
import { Norm } from "./norm.ts";
import type { RecurrentOptions } from "./recurrent/options.ts";
import { Recurrent } from "./recurrent.ts";
import { Sequential } from "./sequential.ts";

export type { EmbeddingOptions } from "./embedding.ts";
export type { LinearOptions } from "./linear.ts";
export type { RecurrentOptions } from "./recurrent/options.ts";

/** A recurrent layer: x [B, T, input] → [B, T, hidden] (see `RecurrentOptions`). */
export const recurrent = (options: RecurrentOptions): Layer => new Recurrent(options);
/** y = x Wᵀ + b. */
export const linear = (options: LinearOptions): Layer => new Linear(options);
/** A vector for each token. */
export const embedding = (options: EmbeddingOptions): Layer => new Embedding(options);
/** Dropout with probability p in training. */
export const dropout = (p: number): Layer => new Dropout(p);
/** Layer norm over the features. */
export const norm = (options?: { readonly epsilon?: number }): Layer => new Norm(options);
/** tanh, relu, sigmoid or softplus. */
export const activation = (name: string): Layer => new Activation(name);

/** A network of layers one after another. */
export const sequential = (layers: readonly Layer[], options?: NetworkOptions): Network => new Network(new Sequential(layers), options);
/** A network of one layer: with a recurrent one, the weights have exactly PyTorch's names. */
export const network = (layer: Layer, options?: NetworkOptions): Network => new Network(layer, options);
