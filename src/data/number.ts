/**
 * A cell's text → a number, strictly. Decimal point or comma; thousands in groups of three by plain, thin or no-break space,
 * apostrophe, or the other mark. `12abc`, `0x10`, `1e999`, `Infinity` and `1 23` are not numbers.
 */

/** The decimal mark of a column. */
export type DecimalMark = "." | ",";

/** What a cell says about the decimal mark of its column. */
export type NumberSign = "none" | "point" | "comma" | "ambiguous" | "not-a-number";

// Plain, no-break, figure, thin and narrow no-break space; straight and curly apostrophe.
const spaces = " \\u00a0\\u2007\\u2009\\u202f'’";
const exponent = "(?:[eE][+-]?\\d+)?";

function pattern(decimal: string, group: string): RegExp {
  const grouped = `[1-9]\\d{0,2}([${spaces}${group}])\\d{3}(?:\\1\\d{3})*(?:${decimal}\\d*)?`;
  return new RegExp(`^[+\\-−]?(?:${grouped}|\\d+(?:${decimal}\\d*)?${exponent}|${decimal}\\d+${exponent})$`);
}

const point = pattern("\\.", ",");
const comma = pattern(",", "\\.");
const plain = /^-?\d{1,15}$/;
/** Begins with a letter, or has a date's or a clock's mark after its first digits: no number, known at once. */
const wordy = /^(?:\p{L}|\d+[-:/])/u;
const separators = new RegExp(`[${spaces}−]`);
const everySeparator = new RegExp(`[${spaces}]`, "g");

const marks = ["", "na", "n/a", "#n/a", "n.a.", "nan", "null", "none", "nil", "s/d", "n/d", "-", "–", "—", "?"];

/** Marks that mean "missing" whatever the column: compared in lower case, without surrounding spaces. */
export const missingMarks: ReadonlySet<string> = new Set(marks);

/** True for an empty cell or a missing mark (`NA`, `N/A`, `–`, `null`, `NaN`, `s/d` …), or one of `more` (in lower case). */
export function isMissing(cell: string, more?: ReadonlySet<string>): boolean {
  if (cell.length === 0) return true;
  const first = cell.charCodeAt(0);
  if (first >= 48 && first <= 57 && more === undefined) return false;
  const mark = cell.trim().toLowerCase();
  return missingMarks.has(mark) || more?.has(mark) === true;
}

/**
 * The number that a cell holds with this decimal mark, or NaN if it holds none: also when it would overflow.
 * Groups of thousands must be complete and use one separator.
 */
export function parseNumber(cell: string, decimal: DecimalMark): number {
  const text = cell.trim();
  if (plain.test(text)) return Number(text);
  if (!(decimal === "." ? point : comma).test(text)) return NaN;
  const bare = separators.test(text) ? text.replace(everySeparator, "").replace("−", "-") : text;
  const digits = decimal === "." ? bare.replaceAll(",", "") : bare.replaceAll(".", "").replace(",", ".");
  const value = Number(digits);
  return value === Infinity || value === -Infinity ? NaN : value;
}

/**
 * What one cell says: `12` and `1 234` none; `1.5`, `0.123` and `1,234.5` point; `1,5` and `1.234,5` comma; `1,234` and `1.234`
 * are ambiguous alone: one reading has thousands, the other three decimals.
 */
export function numberSign(cell: string): NumberSign {
  if (plain.test(cell)) return "none";
  if (wordy.test(cell)) return "not-a-number";
  const asPoint = parseNumber(cell, ".");
  const asComma = parseNumber(cell, ",");
  const isPoint = !Number.isNaN(asPoint);
  const isComma = !Number.isNaN(asComma);
  if (!isPoint && !isComma) return "not-a-number";
  if (isPoint && isComma) return asPoint === asComma ? "none" : "ambiguous";
  return isPoint ? "point" : "comma";
}

/** What a column of cells says, missing ones left out. Rows are indices into `cells`, −1 for none. */
export interface NumberSigns {
  readonly numbers: number;
  readonly missing: number;
  readonly notNumbers: number;
  readonly firstNotNumber: number;
  readonly firstPoint: number;
  readonly firstComma: number;
  readonly firstAmbiguous: number;
  /** True when some cell has both readings and a comma: `1,234`. */
  readonly ambiguousComma: boolean;
}

/** Reads every cell once; `more` are the caller's own missing marks. */
export function numberSigns(cells: readonly string[], more?: ReadonlySet<string>): NumberSigns {
  const first = { point: -1, comma: -1, ambiguous: -1, "not-a-number": -1, none: -1 };
  let missing = 0;
  let notNumbers = 0;
  let ambiguousComma = false;
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row], more)) {
      missing++;
      continue;
    }
    const sign = numberSign(cells[row]);
    if (first[sign] === -1) first[sign] = row;
    if (sign === "not-a-number") notNumbers++;
    if (sign === "ambiguous" && cells[row].includes(",")) ambiguousComma = true;
  }
  return {
    numbers: cells.length - missing - notNumbers,
    missing,
    notNumbers,
    firstNotNumber: first["not-a-number"],
    firstPoint: first.point,
    firstComma: first.comma,
    firstAmbiguous: first.ambiguous,
    ambiguousComma,
  };
}
