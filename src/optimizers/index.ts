/** The optimizers, by name. */
import { adagrad } from "./adagrad.ts";
import { adam, adamw } from "./adam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

export { type AdagradOptions, adagrad } from "./adagrad.ts";
export { type AdamOptions, adam, adamw } from "./adam.ts";
export { type RmspropOptions, rmsprop } from "./rmsprop.ts";
export { type SgdOptions, sgd } from "./sgd.ts";

/** `optimizers.adam({ learningRate: 0.003 })` … */
export const optimizers = { sgd, rmsprop, adagrad, adam, adamw } as const;
