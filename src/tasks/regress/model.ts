/** A fitted regressor: gives values, judges itself, and keeps itself in a file without any row of the data. */

import { writeAtomic } from "#storage";
import type { ConformalBand, Interval } from "../../conformal.ts";
import { DataError, missingOption } from "../../errors.ts";
import type { Inside } from "../../task.ts";
import type { Values } from "../../values.ts";
import type { UpdateOptions } from "../updating.ts";
import { type RegressInput, type RegressSequence, type Rows, toRows } from "./data.ts";
import { encodeRegressor } from "./file.ts";
import type { RegressTest } from "./fit.ts";
import { insideRows } from "./inside.ts";
import { encodeAll, type Fitted, methodsOf, methodValues } from "./methods.ts";
import type { RegressorSpec } from "./options.ts";
import type { RegressScores } from "./scores.ts";
import { around, spread } from "./spread.ts";
import { grown, type RegressState, type RegressStep } from "./stream.ts";
import { updated } from "./update.ts";
import { statesAt } from "./windows.ts";

/** Values of one method, one a row, with their ranges. */
export interface Estimate {
  /** In the target's unit; NaN for rows that were not asked for. */
  readonly point: Float64Array;
  readonly intervals: readonly Interval[];
}

/** What `predict` gives for one sequence: the recommended method's values, and those of all. */
export interface Estimates extends Estimate {
  readonly id?: string;
  /** What `point` estimates: the median, as the Huber loss makes it. */
  readonly pointKind: "median";
  /** The test's best method: its values come first. */
  readonly recommended: string;
  /** By method: the cell (with memory), `mlp` (without), `linear`, `linear-lags`, `mean`, and with `pastTarget` also `last`. */
  readonly methods: Readonly<Record<string, Estimate>>;
}

/** A range of one row's value. */
export interface RowInterval {
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

export interface PredictOptions {
  /** Rows to estimate, with those before them as their memory. Default: those that it was fitted on; needed after `load`. */
  readonly rows?: RegressInput;
  /** `missing`: only the rows without a known target. Default `all`. */
  readonly which?: "all" | "missing";
}

/** What was found in the data or by training. */
export interface RegressFound {
  readonly lookback: number;
  /** Epochs of the best weights: of the net with memory, and of the one without. */
  readonly epochs: Readonly<Record<"memory" | "row", number>>;
  readonly nonNegative: boolean;
  readonly refitted: boolean;
}

/** Everything that a model is made of. */
export interface RegressParts {
  readonly spec: RegressorSpec;
  readonly found: RegressFound;
  readonly scores: RegressScores;
  readonly recommended: string;
  readonly bands: ReadonlyMap<string, readonly ConformalBand[]>;
  readonly fitted: Fitted;
}

/** A fitted regressor. */
export class RegressModel {
  readonly kind = "regress";
  readonly parts: RegressParts;
  /** The tested rows; none after `load`. */
  readonly test: RegressTest | undefined;
  /** The rows it was fitted on; none after `load`. */
  readonly #rows: readonly Rows[] | undefined;

  constructor(parts: RegressParts, rows?: readonly Rows[], test?: RegressTest) {
    this.parts = parts;
    this.test = test;
    this.#rows = rows;
  }

  get spec(): RegressorSpec {
    return this.parts.spec;
  }
  get found(): RegressFound {
    return this.parts.found;
  }
  /** Scores over the tests, and whether memory helps. */
  get scores(): RegressScores {
    return this.parts.scores;
  }
  get recommended(): string {
    return this.parts.recommended;
  }
  /** Names of the features, in order. */
  get features(): readonly string[] {
    return this.parts.fitted.encoder.features.map(({ name }) => name);
  }

  /** Values of one sequence. Throws DataError where there are several: use `predictAll`. */
  async predict(options: PredictOptions = {}): Promise<Estimates> {
    const all = await this.predictAll(options);
    if (all.length !== 1)
      throw new DataError({ code: "series-many", where: "predict", expected: "one series", got: `${all.length}`, hint: "use predictAll" });
    return all[0];
  }

  /** Values of every sequence. A row's value is the same whatever else is asked for. Throws DataError `feature-mismatch` and those of `fit`. */
  async predictAll({ rows, which = "all" }: PredictOptions = {}): Promise<Estimates[]> {
    const sequences = rows === undefined ? this.#rows : toRows(rows);
    if (sequences === undefined) throw missingOption("rows", "the rows to estimate", "a loaded model holds none of the data");
    const { fitted, bands, spec, recommended } = this.parts;
    const encoded = encodeAll(sequences, fitted.encoder);
    const places = sequences.flatMap(({ target }, sequence) =>
      Array.from(target, (value, row) => ({ sequence, row, asked: which === "all" || Number.isNaN(value) })).filter(({ asked }) => asked),
    );
    const methods = methodsOf(spec, fitted.lookback).map(({ name }) => {
      const values = methodValues(name, fitted, encoded, places);
      return { name, points: spread(sequences, places, values) };
    });
    return sequences.map(({ id }, k) => {
      const own = methods.map(({ name, points }) => {
        const intervals = around(points[k], bands.get(name) ?? [], fitted.floor);
        return [name, { point: points[k], intervals }] as const;
      });
      const first = own.find(([name]) => name === recommended) ?? own[0];
      return { id, ...first[1], pointKind: "median", recommended, methods: Object.fromEntries(own) };
    });
  }

  /**
   * The recommended method's value of one more row of a stream, and the state to give with the next one; without a state a stream begins. The same as `predict` gives
   * for the rows so far; a step reads `lookback` rows. The state is plain data: clone it, keep it as JSON, send it to another copy of the
   * model. Throws DataError as `predict` does.
   */
  step(x: RegressStep, state?: RegressState): { point: number; intervals: readonly RowInterval[]; state: RegressState } {
    const { fitted, bands, recommended } = this.parts;
    const { rows, state: next } = grown(x, fitted.lookback, state);
    const point = methodValues(recommended, fitted, encodeAll([rows], fitted.encoder), [{ sequence: 0, row: rows.length - 1 }]);
    const intervals = around(point, bands.get(recommended) ?? [], fitted.floor).map(({ level, lower, upper }) => ({
      level,
      lower: lower[0],
      upper: upper[0],
    }));
    return { point: point[0], intervals, state: next };
  }

  /**
   * The hidden states of the net with memory at each row of a sequence, after the `lookback` rows up to it: [rows, hidden]; the net's value is linear in them. Throws
   * DataError as `predict` does.
   */
  encode(sequence: RegressSequence): { states: Values } {
    const { encoder, nets, lookback } = this.parts.fitted;
    const [encoded] = encodeAll(toRows(sequence), encoder);
    return { states: statesAt(nets.memory, encoded, lookback) };
  }

  /**
   * The net with memory, with windows of rows as it reads them, and its loss where the targets of some are all known: what the lenses look at. None without a row. Throws
   * DataError as `predict` does.
   */
  inside(rows: RegressInput): Inside | undefined {
    return insideRows(this.parts.fitted, toRows(rows));
  }

  /**
   * Another model: this one trained on with rows whose target is known; this one stays as it is. Scales, the linear methods, ranges and scores are those of before. A
   * model forgets: give old rows with the new ones where you have them. Throws DataError as `predict` does.
   */
  async update(input: RegressInput, options: UpdateOptions = {}): Promise<RegressModel> {
    const { parts, rows } = await updated(this.parts, input, options);
    return new RegressModel(parts, rows);
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeRegressor(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }
}
