/** The schedule contract: the learning rate of each update. */
export interface Schedule {
  readonly kind: string;
  /** Rate of update `step` (from 1), given the optimizer's own. */
  rate(step: number, base: number): number;
  /** Told the validation loss (or the epoch's, without one) after each epoch. */
  observe?(loss: number): void;
  /** What it has learnt from losses, as JSON, for a checkpoint; and back. */
  state?(): unknown;
  restore?(state: unknown): void;
}
