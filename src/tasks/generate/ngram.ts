/**
 * The n-gram model that stands beside the net: interpolated Witten–Bell smoothing (Witten & Bell 1991, method C; Chen & Goodman 1999),
 *
 *     P(w | h) = (c(h w) + T(h) · P(w | h′)) / (c(h) + T(h))
 *
 * c: counts in the training part; T(h): different tokens seen after h; h′: h without its first token; below the empty context, 1/V for each token.
 */
import { log } from "../../math.ts";

/** A context: how often something followed it, and how many different tokens did. */
interface Context {
  total: number;
  kinds: number;
}

export class NGram {
  readonly order: number;
  readonly size: number;
  /** Nodes of the tree of contexts, from the newest token back: node · size + token → node. */
  readonly #children = new Map<number, number>();
  readonly #contexts: Context[] = [{ total: 0, kinds: 0 }];
  /** node · size + token → count of the token after the node's context. */
  readonly #counts = new Map<number, number>();

  /** `order` tokens, the last of which is predicted; tokens are 0 … size − 1. */
  constructor(tokens: ArrayLike<number>, size: number, order = 5) {
    this.order = order;
    this.size = size;
    for (let t = 0; t < tokens.length; t++) {
      let node = 0;
      for (let back = 0; ; back++) {
        const key = node * size + tokens[t];
        const count = this.#counts.get(key) ?? 0;
        this.#counts.set(key, count + 1);
        const context = this.#contexts[node];
        context.total++;
        if (count === 0) context.kinds++;
        if (back + 1 === order || back === t) break;
        node = this.#grow(node * size + tokens[t - 1 - back]);
      }
    }
  }

  #grow(key: number): number {
    const own = this.#children.get(key);
    if (own !== undefined) return own;
    this.#children.set(key, this.#contexts.length);
    this.#contexts.push({ total: 0, kinds: 0 });
    return this.#contexts.length - 1;
  }

  /** P(tokens[t] | the tokens before it). */
  probability(tokens: ArrayLike<number>, t: number): number {
    let p = 1 / this.size;
    let node: number | undefined = 0;
    for (let back = 0; node !== undefined; back++) {
      const { total, kinds }: Context = this.#contexts[node];
      if (total > 0) p = ((this.#counts.get(node * this.size + tokens[t]) ?? 0) + kinds * p) / (total + kinds);
      if (back + 1 === this.order || back === t) break;
      node = this.#children.get(node * this.size + tokens[t - 1 - back]);
    }
    return p;
  }

  /** Mean −log P over the tokens from number `from` on, in nats; unknown ones (0) are context, but not counted. NaN where none counts. */
  nats(tokens: ArrayLike<number>, from: number): number {
    let sum = 0;
    let n = 0;
    for (let t = from; t < tokens.length; t++) {
      if (tokens[t] === 0) continue;
      sum -= log(this.probability(tokens, t));
      n++;
    }
    return sum / n;
  }
}
