/**
 * Error codes with their wording. The library's own text is English, so here each code stands as thrown; a translation says
 * it in its language from the error's fields. A code that is in no catalogue keeps its English parts.
 */

/** The parts of an error's text. */
export interface ErrorParts {
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

/** The parts that a language says in other words. */
export type Wording = (fields: Readonly<Record<string, string | number>>, parts: ErrorParts) => Partial<ErrorParts>;

const asThrown: Wording = () => ({});

export const errors = {
  "option-invalid": asThrown,
  "option-missing": asThrown,
  "option-unknown": asThrown,
  "argument-missing": asThrown,
  "argument-excess": asThrown,
  "value-missing": asThrown,
  "file-access": asThrown,
  "folder-not-ours": asThrown,
  "folder-of-another": asThrown,
  "output-is-input": asThrown,
  "option-needs": asThrown,
  "option-excludes": asThrown,
  "resume-nothing": asThrown,
  "resume-differs": asThrown,
  "model-data": asThrown,
  "backtest-short": asThrown,
  "column-unknown": asThrown,
  "column-unclear": asThrown,
  "column-twice": asThrown,
  "agg-missing": asThrown,
  "every-without-time": asThrown,
  "joint-single": asThrown,
  "static-varies": asThrown,
  "future-column": asThrown,
  "future-observed": asThrown,
  "future-series": asThrown,
  "future-time": asThrown,
  "future-short": asThrown,
  "csv-empty": asThrown,
  "csv-ragged": ({ skip }, { hint }) => ({
    hint: Number(skip) > 0 ? `look at quotes and delimiters on that line; is the header there? then --skip ${skip}` : hint,
  }),
  "csv-title": ({ line, skip }) => ({ hint: `the header seems to be on line ${line}: --skip ${skip}` }),
  "csv-quotes": asThrown,
  "csv-not-a-number": asThrown,
  "csv-decimal-ambiguous": () => ({ hint: "thousands or decimals? say --decimal . or --decimal ," }),
  "csv-decimal-conflict": asThrown,
  "text-binary": asThrown,
  "text-encoding": asThrown,
  "time-ambiguous": () => ({ hint: "say --order dmy (day first) or --order mdy (month first)" }),
  "time-order-conflict": asThrown,
  "time-invalid": asThrown,
  "time-irregular": () => ({ hint: "make it regular, such as --every day --agg sum (or mean, last)" }),
  "time-repeated": () => ({ hint: "several series? --id COLUMN; several rows a day? --every day --agg sum (or mean, last)" }),
  "time-missing": asThrown,
  "time-sparse": asThrown,
  "series-empty": asThrown,
  "file-kind": asThrown,
  "file-short": asThrown,
  "file-header": asThrown,
  "file-metadata": asThrown,
  "file-tensor": asThrown,
  "file-dtype": asThrown,
  "file-shape": asThrown,
  "file-offsets": asThrown,
  "file-size": asThrown,
  "file-layout": asThrown,
  "file-checksum": asThrown,
  "weights-mismatch": asThrown,
  "resume-mismatch": asThrown,
  "training-diverged": asThrown,
  "training-aborted": asThrown,
  "memory-exhausted": asThrown,
  "wasm-not-compiled": asThrown,
  "batch-not-finite": asThrown,
  "baseline-load": asThrown,
  "baseline-not-ready": asThrown,
  "data-empty": asThrown,
  "lengths-invalid": asThrown,
  "shape-mismatch": asThrown,
  "shape-rank": asThrown,
  "class-invalid": asThrown,
  "token-invalid": asThrown,
  "layer-mismatch": asThrown,
  "layer-reused": asThrown,
  "tensor-expired": asThrown,
  "network-in-training": asThrown,
  "tensor-outside-step": asThrown,
  "metrics-length": asThrown,
  "evaluation-shape": asThrown,
  "series-too-short": () => ({ hint: "shorten the horizon (--horizon) or the lookback (--lookback)" }),
  "rows-too-few": asThrown,
  "features-invalid": asThrown,
  "feature-mismatch": asThrown,
  "series-many": asThrown,
  "columns-differ": asThrown,
  "future-missing": () => ({ hint: "give the future values in the file or with --future FILE, or shorten the horizon (--horizon)" }),
  "head-support": () => ({ hint: "take another head (--head)" }),
  "scaling-negative": () => ({ hint: "take --scaling standard" }),
  "series-duplicate-id": asThrown,
  "series-type": asThrown,
  "series-length": asThrown,
  "series-value": asThrown,
} satisfies Record<string, Wording>;

export type ErrorCodes = Readonly<Record<keyof typeof errors, Wording>>;
