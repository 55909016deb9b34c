/** What every figure takes, and the frame that it stands in. */
import { leftOf, svg, topOf } from "../../charts/svg.ts";
import { invalidOption, unknownOption } from "../../errors.ts";
import type { FigureOptions } from "../../figure.ts";
import { figures as en } from "../../messages/en-figures.ts";
import { figures as es } from "../../messages/es-figures.ts";
import { type NumberFormat, numberFormat, numberMarks } from "../../number-format.ts";
import { onlyKnown } from "../../range.ts";
import { type KeyLine, keyLines } from "./draw.ts";

/** Its own words, apart from the catalogue that they are part of: a page that draws figures needs no more. */
const catalogues = { en, es };

/** What a figure says, and its numbers. */
export interface FigureSpeech {
  readonly words: typeof en;
  readonly numbers: NumberFormat;
}

/** Where a figure is drawn. */
export interface Sheet {
  readonly speech: FigureSpeech;
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
  if (!Object.hasOwn(catalogues, language)) throw unknownOption("language", language, Object.keys(catalogues));
  if (!(asked >= 320 && asked < Infinity)) throw invalidOption("width", "a finite number ≥ 320", asked);
  const width = Math.round(asked);
  const left = leftOf({ inside });
  return {
    speech: { words: catalogues[language], numbers: numberFormat(numberMarks[language]) },
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
