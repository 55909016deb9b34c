/**
 * A long text as training data: cut into as many strips as a batch has rows, each read from its start to its end in pieces of `truncate` steps, so that a
 * row's state at the end of one batch is where the next one starts. Every step's target is the next token.
 */
import type { BatchSource } from "../../batch.ts";

export interface StripOptions {
  /** Strips: rows of every batch. */
  readonly rows: number;
  /** Steps of a batch; an epoch's last may have fewer. */
  readonly steps: number;
}

/** Batches of tokens in order; up to rows − 1 tokens at the end stay out. Unknown targets (0) don't count. `tokens` has at least rows + 1. */
export function strips(tokens: Int32Array, { rows, steps }: StripOptions): BatchSource {
  const length = Math.floor((tokens.length - 1) / rows);
  const unknown = tokens.includes(0);
  return {
    count: Math.ceil(length / steps),
    fingerprint: `strips ${rows} × ${length} by ${steps} ${hashOf(tokens)}`,
    *epoch() {
      for (let start = 0; start < length; start += steps) {
        const T = Math.min(steps, length - start);
        const inputs = new Float64Array(rows * T);
        const targets = new Float64Array(rows * T);
        for (let row = 0; row < rows; row++) {
          const from = row * length + start;
          inputs.set(tokens.subarray(from, from + T), row * T);
          targets.set(tokens.subarray(from + 1, from + T + 1), row * T);
        }
        const mask = unknown ? { mask: { shape: [rows, T], data: targets.map((target) => (target === 0 ? 0 : 1)) } } : {};
        yield {
          inputs: { shape: [rows, T], data: inputs },
          targets: { shape: [rows, T], data: targets },
          ...mask,
          origin: { step: start },
        };
      }
    },
  };
}

/** Rows of a batch: as asked, else 1 to 32, so that an epoch has a hundred updates where the text is long enough. */
export const rowsFor = (tokens: number, batch: number | "auto", steps: number): number =>
  batch === "auto" ? Math.max(1, Math.min(32, Math.floor(tokens / (100 * steps)))) : Math.min(batch, tokens - 1);

/** FNV-1a over the numbers. */
function hashOf(tokens: Int32Array): string {
  let hash = 0x811c9dc5;
  for (const token of tokens) hash = Math.imul(hash ^ token, 0x01000193);
  return (hash >>> 0).toString(16);
}
