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

/**
 * A recurrent layer: x [B, T, input] → [B, T, directions · output], or each row's last state (see `RecurrentOptions`). Throws OptionError.
 *
 * @example
 * ```ts
 * const net = network(recurrent({ cell: "gru", input: 2, hidden: 3, bidirectional: true }));
 * console.log(net.forward([[[1, 2], [3, 4]]]).output.shape); // [1, 2, 6]
 * ```
 */
export const recurrent = (options: RecurrentOptions): Layer => new Recurrent(options);
/**
 * y = x Wᵀ + b on the last axis: [..., input] → [..., output]. Weights start Glorot uniform, biases 0.
 *
 * @example
 * ```ts
 * console.log(network(linear({ input: 2, output: 1 })).forward([[1, 2]]).output.shape); // [1, 1]
 * ```
 */
export const linear = (options: LinearOptions): Layer => new Linear(options);
/**
 * A vector for each token: whole numbers [...] from 0 to vocabulary − 1 → [..., output]. Throws DataError for another token.
 *
 * @example
 * ```ts
 * console.log(network(embedding({ vocabulary: 5, output: 3 })).forward([[0, 4]]).output.shape); // [1, 2, 3]
 * ```
 */
export const embedding = (options: EmbeddingOptions): Layer => new Embedding(options);
/**
 * Dropout with probability 0 ≤ p < 1 in training, nothing in evaluation.
 *
 * @example
 * ```ts
 * console.log(sequential([linear({ input: 2, output: 4 }), dropout(0.5)]).forward([[1, 2]], { training: true }).output.data);
 * ```
 */
export const dropout = (p: number): Layer => new Dropout(p);
/**
 * Layer norm over the features (Ba et al. 2016), ε default 1e-5.
 *
 * @example
 * ```ts
 * console.log(sequential([linear({ input: 2, output: 4 }), norm()]).forward([[1, 2]]).output.data);
 * ```
 */
export const norm = (options?: { readonly epsilon?: number }): Layer => new Norm(options);
/**
 * An element-wise function between layers: tanh, relu, sigmoid or softplus.
 *
 * @example
 * ```ts
 * console.log(sequential([linear({ input: 2, output: 4 }), activation("relu")]).forward([[1, 2]]).output.data);
 * ```
 */
export const activation = (name: string): Layer => new Activation(name);

/**
 * A network of layers one after another; weights are named `0.weight_ih_l0`, `1.bias` … `seed` (default 1) decides them.
 *
 * @example
 * ```ts
 * const net = sequential([recurrent({ cell: "lstm", input: 1, hidden: 8, returns: "last" }), linear({ output: 1 })], { seed: 1 });
 * console.log(net.summary());
 * ```
 */
export const sequential = (layers: readonly Layer[], options?: NetworkOptions): Network => new Network(new Sequential(layers), options);
/**
 * A network of one layer: with a recurrent one, the weights have exactly PyTorch's names.
 *
 * @example
 * ```ts
 * console.log(Object.keys(network(recurrent({ cell: "lstm", input: 1, hidden: 2 })).stateDict())); // weight_ih_l0 …
 * ```
 */
export const network = (layer: Layer, options?: NetworkOptions): Network => new Network(layer, options);
