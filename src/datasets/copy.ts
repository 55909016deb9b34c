/**
 * The copy problem: remember `count` symbols over `delay` blanks, then say them in order. Hochreiter & Schmidhuber 1997 in the
 * form of Arjovsky, Shah & Bengio 2016. Guessing has a cross-entropy of log `symbols` a symbol.
 */
import type { ProblemBatch } from "../dataset.ts";
import { generator } from "../random.ts";

/**
 * inputs [batch, T, symbols + 2], one-hot: blank, the symbols, the sign to start (in the delay's last step); T = 2·count + delay.
 * targets [batch, T]: class numbers, 0 for blank. mask [batch, T]: 1 where a symbol is due. `step`: another batch of the same seed.
 */
export function copy(options: {
  readonly seed: number;
  readonly step?: number;
  readonly batch: number;
  /** Symbols to remember. Default 8. */
  readonly count?: number;
  /** Steps between the last symbol and the first answer, ≥ 1. Default 10. */
  readonly delay?: number;
  /** Kinds of symbols. Default 8. */
  readonly symbols?: number;
}): ProblemBatch {
  const { seed, step = 0, batch, count = 8, delay = 10, symbols = 8 } = options;
  const random = generator(seed, "copy", step);
  const T = 2 * count + delay;
  const classes = symbols + 2;
  const inputs = new Float64Array(batch * T * classes);
  const targets = new Float64Array(batch * T);
  const mask = new Float64Array(batch * T);
  for (let row = 0; row < batch; row++) {
    const said = Array.from({ length: count }, () => 1 + random.integer(symbols));
    for (let t = 0; t < T; t++) {
      const own = t < count ? said[t] : t === count + delay - 1 ? symbols + 1 : 0;
      inputs[(row * T + t) * classes + own] = 1;
      if (t < count + delay) continue;
      targets[row * T + t] = said[t - count - delay];
      mask[row * T + t] = 1;
    }
  }
  return {
    inputs: { shape: [batch, T, classes], data: inputs },
    targets: { shape: [batch, T], data: targets },
    mask: { shape: [batch, T], data: mask },
  };
}
