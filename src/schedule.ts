/** The schedule contract: the learning rate of each update. */
export interface Schedule {
  readonly kind: string;
  /** Options as JSON: a checkpoint of another schedule is refused. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Rate of update `step` (from 1), given the optimizer's own. */
  rate(step: number, base: number): number;
  /** Told the validation loss (or the epoch's, without one) after each epoch. */
  observe?(loss: number): void;
  /** What it has learnt from losses, as JSON, for a checkpoint; and back. A run begins with `restore(null)`: as new. */
  state?(): unknown;
  restore?(state: unknown): void;
}
