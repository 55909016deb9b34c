/**
 * The pictures of a claim, as data: what `memoria lesson --json` gives, and the report and the documents draw. Names are keys of the catalogue's
 * `lesson.table`, or symbols that are their own word; title and caption stand there under the picture's id, `lesson.pictures.<id>`.
 */

export const pictureIds = [
  "L1-errors",
  "L2-weights",
  "L3-unrolled",
  "L3-states",
  "L4-parts",
  "L5-unrolled",
  "L5-blocks",
  "L6-chain",
  "L6-terms",
  "L7-types",
  "L7-answers",
  "L8-answers",
  "L9-answers",
  "L10-echo",
  "L10-later",
  "L11-outputs",
  "L12-flow",
  "L12-radius",
  "L12-weights",
  "L13-flow",
  "L13-landscape",
  "L14-runs",
  "L15-unit",
  "L15-signals",
  "L16-chain",
  "L16-memory",
  "L16-time",
  "L16-cosine",
  "L17-lstm",
  "L17-gru",
  "L17-forced",
  "L17-cell",
] as const;
export type PictureId = (typeof pictureIds)[number];

type Numbers = readonly (number | null)[];

/** Bars, one for each measure of each row; a value below 0 lies to the left. */
export interface BarsPicture {
  readonly kind: "bars";
  readonly measures: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: Numbers }[];
}

/** Lines by step or lag: at 0, 1, 2 …, or at `places`. */
export interface LinesPicture {
  readonly kind: "lines";
  readonly across: string;
  /** Values are logarithms to base 10. Default false. */
  readonly powers?: boolean;
  readonly lines: readonly { readonly label: string; readonly values: Numbers; readonly places?: readonly number[] }[];
  /** Around the first line. */
  readonly band?: { readonly low: Numbers; readonly high: Numbers };
}

/** Pairs that would lie on one line were they the same. */
export interface PairsPicture {
  readonly kind: "pairs";
  readonly across: string;
  readonly up: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Sequences side by side on one scale. */
export interface PanelsPicture {
  readonly kind: "panels";
  /** `number` is told after the name. */
  readonly panels: readonly {
    readonly name: string;
    readonly number: number;
    readonly drawn: boolean;
    readonly values: readonly number[];
  }[];
}

/** Strips over the same steps. */
export interface SignalPicture {
  readonly kind: "signal";
  readonly channels: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Sizes of the entries of a matrix, in blocks. */
export interface BlocksPicture {
  readonly kind: "blocks";
  readonly across: string;
  readonly down: string;
  /** From 0 to the largest. */
  readonly rows: readonly (readonly number[])[];
}

/** Every run a point. */
export interface RunsPicture {
  readonly kind: "runs";
  readonly nets: readonly string[];
  readonly lengths: readonly number[];
  readonly runs: readonly { readonly net: string; readonly length: number; readonly error: number; readonly solved: boolean }[];
  readonly levels: readonly { readonly name: string; readonly value: number }[];
}

/** The loss over (w_h, b) of one unit, and two descents. */
export interface LandscapePicture {
  readonly kind: "landscape";
  readonly w: readonly number[];
  readonly b: readonly number[];
  /** At [b][w]; null where it ran off. */
  readonly loss: readonly Numbers[];
  readonly plain: readonly { readonly w: number; readonly b: number }[];
  readonly clipped: readonly { readonly w: number; readonly b: number }[];
}

/** The structure of a net, drawn from its description. */
export type FigurePicture =
  | { readonly kind: "unrolled"; readonly cell: "rnn" | "gru" | "lstm"; readonly layers: number }
  | { readonly kind: "unit"; readonly cell: "rnn" | "gru" | "lstm" }
  /** ‖∂L_T/∂h_t‖ at T, T − 1, … 1. */
  | { readonly kind: "chain"; readonly sizes: readonly number[] }
  | { readonly kind: "types" };

export type Picture =
  | BarsPicture
  | LinesPicture
  | PairsPicture
  | PanelsPicture
  | SignalPicture
  | BlocksPicture
  | RunsPicture
  | LandscapePicture
  | FigurePicture;

export type LessonPicture = Picture & { readonly id: PictureId };

/** Five digits, enough to draw; what isn't finite is nothing. */
export const drawn = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(5));

/** A list of them; for values that are known to be finite. */
export const drawnAll = (values: ArrayLike<number>): number[] => Array.from(values, (value) => drawn(value) ?? 0);
