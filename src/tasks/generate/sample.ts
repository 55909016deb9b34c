/** Drawing one token from a net's logits. */
import { exp } from "../../math.ts";

/** What narrows a draw. */
export interface Draw {
  /** Logits are divided by it; 0: the likeliest. */
  readonly temperature: number;
  /** Only the so many likeliest. */
  readonly topK?: number;
  /** Only the likeliest that together have this probability (Holtzman et al. 2020), after temperature and `topK`. */
  readonly topP?: number;
}

/**
 * p = softmax(z / temperature) over the tokens that stay, the likeliest first; among equals the lower number first. Token 0, which stands for the
 * unknown, never stays.
 */
export function candidates(logits: ArrayLike<number>, { temperature, topK, topP }: Draw): { token: number; p: number }[] {
  const order = Array.from({ length: logits.length - 1 }, (_, k) => k + 1).sort((a, b) => logits[b] - logits[a] || a - b);
  if (temperature === 0) return [{ token: order[0], p: 1 }];
  const kept = order.slice(0, topK);
  const most = logits[kept[0]];
  const weights = kept.map((token) => exp((logits[token] - most) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const all = kept.map((token, k) => ({ token, p: weights[k] / total }));
  if (topP === undefined) return all;
  let sum = 0;
  // The one that reaches topP stays.
  const narrow = all.filter(({ p }) => {
    const before = sum;
    sum += p;
    return before < topP;
  });
  const whole = narrow.reduce((mass, { p }) => mass + p, 0);
  return narrow.map(({ token, p }) => ({ token, p: p / whole }));
}

/** A token's number by a uniform draw u in [0, 1). */
export function sampleToken(logits: ArrayLike<number>, draw: Draw, u: number): number {
  const list = candidates(logits, draw);
  let sum = 0;
  for (const { token, p } of list) {
    sum += p;
    if (u < sum) return token;
  }
  return list[list.length - 1].token;
}
