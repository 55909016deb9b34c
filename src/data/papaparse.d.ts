/**
 * The part of papaparse that `csv.ts` uses. `@types/papaparse` names Node streams and DOM files, which the core must not see.
 */
declare module "papaparse" {
  interface RowError {
    /** `Quotes`, `Delimiter` or `FieldMismatch`. */
    readonly type: string;
    readonly code: string;
    readonly message: string;
    /** Character offset in the text, for errors of type `Quotes`. */
    readonly index?: number;
  }
  interface Result {
    readonly data: string[][];
    readonly errors: readonly RowError[];
  }
  interface StepResult {
    readonly data: string[];
    readonly errors: readonly RowError[];
  }
  interface Options {
    readonly delimiter: string;
    readonly newline: "\n";
    readonly quoteChar?: string;
    readonly preview?: number;
    readonly skipEmptyLines?: boolean;
    readonly step?: (row: StepResult) => void;
  }
  const Papa: { parse(text: string, options: Options): Result };
  export default Papa;
}
