import type { OptionValue } from "./option.ts";

/**
 * The contract of a figure: from what it draws and options to SVG, the same text for the same input. Figures show structure (a net, a cell, a chain);
 * charts show numbers. To add one: a file in `figures/`, a line in `figures/index.ts`, its words in `messages/en-figures.ts` and `es-figures.ts`.
 */

/** Options of every figure. */
export interface FigureOptions {
  /** `en` or `es`. Default `en`. */
  readonly language?: OptionValue<"lang">;
  /** Pixels, ≥ 320: under 560 it's laid out for a phone. Default 760. A figure that needs more room is wider. */
  readonly width?: number;
  /** Within a page that brings the charts' style and shows the title itself: a prefix that makes the ids unique there. Default: a file of its own. */
  readonly inside?: string;
}
