/**
 * The simple method beside the net: the target of the training source that the fewest insertions, deletions and replacements of tokens turn into this one
 * (Levenshtein 1966), the first of several. Sources stand in a tree of their beginnings, so that one row of the table serves all that begin alike, and a
 * branch that can't come closer is left.
 */

interface Node {
  readonly children: Map<number, Node>;
  /** The first source that ends here, or Infinity. */
  own: number;
  /** The first source in the branch. */
  first: number;
}

export class NearestSource {
  readonly #root: Node = { children: new Map(), own: Number.POSITIVE_INFINITY, first: Number.POSITIVE_INFINITY };
  /** Nodes of the tree: the work of one search is at most so many rows. */
  nodes = 0;

  /** Unknown tokens are unlike any other, as they should be numbered. */
  constructor(sources: readonly ArrayLike<number>[]) {
    sources.forEach((source, index) => {
      let node = this.#root;
      node.first = Math.min(node.first, index);
      for (let t = 0; t < source.length; t++) {
        let next = node.children.get(source[t]);
        if (next === undefined) {
          next = { children: new Map(), own: Number.POSITIVE_INFINITY, first: index };
          node.children.set(source[t], next);
          this.nodes++;
        }
        node = next;
      }
      node.own = Math.min(node.own, index);
    });
  }

  /** The number of the nearest source, and its distance in tokens. */
  find(query: ArrayLike<number>): { index: number; distance: number } {
    const n = query.length;
    let [index, distance] = [-1, Number.POSITIVE_INFINITY];
    const visit = (node: Node, row: Int32Array): void => {
      const last = row[n];
      if (node.own !== Number.POSITIVE_INFINITY && (last < distance || (last === distance && node.own < index)))
        [index, distance] = [node.own, last];
      const next = [...node.children].map(([token, child]) => {
        const below = new Int32Array(n + 1);
        below[0] = row[0] + 1;
        let least = below[0];
        for (let k = 1; k <= n; k++) {
          below[k] = Math.min(row[k] + 1, below[k - 1] + 1, row[k - 1] + (query[k - 1] === token ? 0 : 1));
          least = Math.min(least, below[k]);
        }
        return { child, below, least };
      });
      next.sort((a, b) => a.least - b.least);
      for (const { child, below, least } of next) if (least < distance || (least === distance && child.first < index)) visit(child, below);
    };
    visit(
      this.#root,
      Int32Array.from({ length: n + 1 }, (_, k) => k),
    );
    return { index, distance };
  }
}
