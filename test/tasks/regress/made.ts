import { generator } from "../../../src/random.ts";
import type { RegressSequence } from "../../../src/tasks/regress/data.ts";

/** Rows made from one random feature: `needed` needs memory (what the valve did three rows ago), `alone` doesn't. */
export function madeRows(rows: number, kind: "needed" | "alone", seed = 1): RegressSequence & { readonly target: Float64Array } {
  const random = generator(seed, kind);
  const valve = Float64Array.from({ length: rows }, () => 4 * random.uniform() - 2);
  const noise = Float64Array.from({ length: rows }, () => 0.05 * random.normal());
  const target = valve.map((value, t) => {
    const cause = kind === "alone" ? value : t < 3 ? 0 : valve[t - 3];
    return 5 + 2 * cause * Math.abs(cause) + noise[t];
  });
  return { features: { valve }, target };
}

export const small = { hidden: 4, epochs: 3, lookback: 6 } as const;
