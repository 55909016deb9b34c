/** The order of each layer: straight lines first, the rest with few crossings. */
import type { Layered, Vertex } from "./layers.ts";

/** Neighbours of a vertex in the layer before (−1) or after (1). */
export type Neighbours = (vertex: Vertex, side: -1 | 1) => readonly Vertex[];

export function neighboursOf({ segments }: Layered): Neighbours {
  const ends = { before: new Map<Vertex, Vertex[]>(), after: new Map<Vertex, Vertex[]>() };
  const put = (map: Map<Vertex, Vertex[]>, vertex: Vertex, end: Vertex) => map.set(vertex, [...(map.get(vertex) ?? []), end]);
  for (const [a, b] of segments) {
    put(ends.after, a, b);
    put(ends.before, b, a);
  }
  return (vertex, side) => (side < 0 ? ends.before : ends.after).get(vertex) ?? [];
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
};

/** Crossings between a layer and the next. */
function crossingsAfter({ layers }: Layered, near: Neighbours, k: number): number {
  const next = layers[k + 1];
  if (next === undefined) return 0;
  const place = new Map(next.map((vertex, j) => [vertex, j]));
  const ends = layers[k].map((vertex) => near(vertex, 1).map((end) => place.get(end) as number));
  let count = 0;
  ends.forEach((upper, j) => {
    for (const lower of ends.slice(j + 1)) for (const a of upper) for (const b of lower) if (a > b) count++;
  });
  return count;
}

/** By the median of the neighbours, swept to and fro, the best order seen kept; then exchanged pairwise while that helps. */
export function order(layered: Layered): void {
  const { layers } = layered;
  const near = neighboursOf(layered);
  const count = (): number => layers.reduce((sum, _, k) => sum + crossingsAfter(layered, near, k), 0);
  const rank = ({ line }: Vertex): number => (line < 0 ? Number.MAX_SAFE_INTEGER : line);
  for (const layer of layers) layer.sort((a, b) => rank(a) - rank(b));
  let best = { count: count(), layers: layers.map((layer) => [...layer]) };
  for (let sweep = 0; sweep < 12; sweep++) {
    const side = sweep % 2 === 0 ? -1 : 1;
    for (const layer of side < 0 ? layers : layers.toReversed()) {
      const wish = new Map(
        layer.map((vertex, k) => {
          const ends = near(vertex, side).map((end) => layers[end.layer].indexOf(end));
          return [vertex, ends.length === 0 ? k : median(ends)];
        }),
      );
      layer.sort((a, b) => rank(a) - rank(b) || (wish.get(a) as number) - (wish.get(b) as number));
    }
    const now = count();
    if (now < best.count) best = { count: now, layers: layers.map((layer) => [...layer]) };
  }
  for (const [k, layer] of layers.entries()) layer.splice(0, layer.length, ...best.layers[k]);
  exchange(layered, near);
}

function exchange(layered: Layered, near: Neighbours): void {
  const around = (k: number): number => (k > 0 ? crossingsAfter(layered, near, k - 1) : 0) + crossingsAfter(layered, near, k);
  for (let better = true; better; ) {
    better = false;
    for (const [k, layer] of layered.layers.entries()) {
      for (let j = 0; j + 1 < layer.length; j++) {
        if (layer[j].line >= 0 || layer[j + 1].line >= 0) continue;
        const before = around(k);
        [layer[j], layer[j + 1]] = [layer[j + 1], layer[j]];
        if (around(k) < before) better = true;
        else [layer[j], layer[j + 1]] = [layer[j + 1], layer[j]];
      }
    }
  }
}
