/** What every figure takes, and the frame that it stands in. */
import { leftOf, svg, topOf } from "../charts/svg.ts";
import { unknownOption } from "../errors.ts";
import { type Language, type Speech, speechOf } from "../message.ts";
import { options as table } from "../option.ts";
import { onlyKnown } from "../range.ts";
import { type KeyLine, keyLines } from "./draw.ts";

/** Options of every figure. */
export interface FigureOptions {
  /** `en` or `es`. Default `en`. */
  readonly language?: Language;
  /** Pixels, ≥ 320: under 560 it's laid out for a phone. Default 760. A figure that needs more room is wider. */
  readonly width?: number;
  /** Within a page that brings the charts' style and shows the title itself: a prefix that makes the ids unique there. Default: a file of its own. */
  readonly inside?: string;
}

/** Where a figure is drawn. */
export interface Sheet {
  readonly speech: Speech;
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Is it a phone's? */
  readonly narrow: boolean;
  /** The finished figure: marks, and a key from `bottom` on. `width`: of the marks, where they need more. */
  finish(parts: readonly string[], key: readonly KeyLine[], said: Said, bottom: number, width?: number): string;
}

interface Said {
  readonly title: string;
  readonly description: string;
}

/** Checks the options that all figures share; `own`: names of the figure's own. Throws OptionError. */
export function sheetOf(options: FigureOptions, own: readonly string[] = []): Sheet {
  onlyKnown(options, ["language", "width", "inside", ...own]);
  const { language = "en", width: asked = 760, inside } = options;
  const known: readonly string[] = table.lang.choices;
  if (!known.includes(language)) throw unknownOption("language", language, known);
  const width = Math.max(320, Math.round(asked));
  const left = leftOf({ inside });
  return {
    speech: speechOf(language),
    width,
    left,
    right: width - left,
    top: topOf({ inside }),
    narrow: width < 560,
    finish(parts, key, said, bottom, needed = width) {
      const whole = Math.max(width, Math.ceil(needed));
      const below = keyLines(key, left, whole - left, bottom + 8);
      return svg([...parts, below.text], said, whole, Math.ceil(below.bottom + (inside === undefined ? 18 : 6)), inside);
    },
  };
}
