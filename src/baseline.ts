/**
 * A baseline: a forecast without training, which every net must beat to be worth its cost. Pure functions of the history.
 */
import { invalidOption } from "./errors.ts";

export interface BaselineOptions {
  /** Rows in a season; 1 = none. */
  readonly season: number;
}

export interface Baseline {
  /** Name in tables, options and files. */
  readonly name: string;
  /** Values before the forecast that must be observed for it to differ from a simpler one. */
  readonly needs: (season: number) => number;
  /**
   * Where a library must be loaded first: loads it, once, however often it is called. `forecast` before that throws ModelError
   * `baseline-not-ready`. Throws ModelError `baseline-load` where it cannot be loaded. Absent: ready from the start.
   */
  readonly ready?: () => Promise<void>;
  /** One forecast takes a tenth of a second rather than microseconds: test it at tens of origins, not at thousands. Default: false. */
  readonly slow?: boolean;
  /**
   * The `horizon` values after `history` (oldest first, NaN is missing). Throws DataError `series-empty` when nothing is observed.
   * The history is not changed. Result: finite for finite histories.
   */
  readonly forecast: (history: ArrayLike<number>, horizon: number, options: BaselineOptions) => Float64Array;
}

/** Checks what all baselines take. Throws OptionError. */
export function checkBaselineInput(horizon: number, season: number): void {
  if (!Number.isInteger(horizon) || horizon < 1) throw invalidOption("horizon", "a whole number from 1", horizon);
  if (!Number.isInteger(season) || season < 1) throw invalidOption("season", "a whole number from 1 (1 = no season)", season);
}
