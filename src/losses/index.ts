/** The losses, by name. */
import { binaryCrossEntropy, crossEntropy } from "./classification.ts";
import { gaussian } from "./gaussian.ts";
import { huber, mae, mse, quantile } from "./regression.ts";

export { binaryCrossEntropy, crossEntropy } from "./classification.ts";
export { gaussian } from "./gaussian.ts";
export { huber, type LossOptions, mae, mse, quantile } from "./regression.ts";

/** `losses.mse()`, `losses.crossEntropy({ reduction: "sum" })` … */
export const losses = { mse, mae, huber, quantile, gaussian, crossEntropy, binaryCrossEntropy } as const;
