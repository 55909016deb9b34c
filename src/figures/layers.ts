/**
 * Layered drawing of a graph (Sugiyama, Tagawa & Toda 1981): vertices in layers by depth, a bend's place in each layer that a long edge passes, an order
 * with few crossings by medians and exchanges, then rows that keep neighbours level. Carried lines are held straight on the first rows.
 */

export interface Graph {
  /** Number of nodes. */
  readonly count: number;
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** Nodes of the first and of the last layer. */
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Paths to be drawn straight, one a row from the top. */
  readonly lines: readonly (readonly number[])[];
}

/** A node, or where an edge passes a layer. */
export interface Vertex {
  readonly layer: number;
  /** The node; for a passing edge the node that it comes from. */
  readonly node: number;
  readonly passing: boolean;
  /** In rows from the top. */
  row: number;
  /** Index of its straight line; −1 for none. */
  line: number;
}

export interface Layered {
  /** By layer, from the top. */
  readonly layers: readonly (readonly Vertex[])[];
  /** Between neighbouring layers. */
  readonly segments: readonly (readonly [Vertex, Vertex])[];
}

/** Longest way from the first layer; a node with nothing before it stands just before what uses it. */
function depths({ count, edges, first, last }: Graph): number[] {
  const depth = new Array<number>(count).fill(0);
  const inner = (node: number): boolean => !first.includes(node);
  // Nodes come in the order of computing, so that one pass would do; as many as there are nodes bring any order home.
  for (let pass = 0; pass < count; pass++) for (const [from, to] of edges) depth[to] = Math.max(depth[to], depth[from] + 1);
  const deepest = 1 + edges.reduce((most, [from]) => Math.max(most, depth[from]), 0);
  for (const node of last) depth[node] = deepest;
  for (let node = 0; node < count; node++) {
    if (!inner(node) || edges.some(([, to]) => to === node)) continue;
    const uses = edges.filter(([from]) => from === node).map(([, to]) => depth[to]);
    if (uses.length > 0) depth[node] = Math.max(0, Math.min(...uses) - 1);
  }
  return depth;
}

/** Vertices and segments; the edges of one node share their way. */
function spread(graph: Graph): Layered {
  const depth = depths(graph);
  const layers: Vertex[][] = Array.from({ length: 1 + Math.max(0, ...depth) }, () => []);
  const make = (node: number, layer: number, passing: boolean): Vertex => {
    const vertex = { layer, node, passing, row: 0, line: -1 };
    layers[layer].push(vertex);
    return vertex;
  };
  const vertices = depth.map((layer, node) => make(node, layer, false));
  const segments = new Map<Vertex, Set<Vertex>>();
  const join = (a: Vertex, b: Vertex) => segments.set(a, (segments.get(a) ?? new Set()).add(b));
  const passing = new Map<string, Vertex>();
  for (const [from, to] of graph.edges) {
    let at = vertices[from];
    for (let layer = depth[from] + 1; layer < depth[to]; layer++) {
      const key = `${from} ${layer}`;
      const next = passing.get(key) ?? make(from, layer, true);
      passing.set(key, next);
      join(at, next);
      at = next;
    }
    join(at, vertices[to]);
  }
  graph.lines.forEach((line, index) => {
    line.forEach((node, k) => {
      vertices[node].line = index;
      const end = k + 1 < line.length ? depth[line[k + 1]] : 0;
      for (let layer = depth[node] + 1; layer < end; layer++) (passing.get(`${node} ${layer}`) as Vertex).line = index;
    });
  });
  return { layers, segments: [...segments].flatMap(([a, ends]) => [...ends].map((b) => [a, b] as const)) };
}

/** Neighbours in the layer before (−1) or after (1). */
function neighbours({ segments }: Layered): (vertex: Vertex, side: -1 | 1) => Vertex[] {
  const found = new Map<Vertex, { before: Vertex[]; after: Vertex[] }>();
  const of = (vertex: Vertex) => {
    const own = found.get(vertex) ?? { before: [], after: [] };
    found.set(vertex, own);
    return own;
  };
  for (const [a, b] of segments) {
    of(a).after.push(b);
    of(b).before.push(a);
  }
  return (vertex, side) => (side < 0 ? of(vertex).before : of(vertex).after);
}

function crossings({ layers, segments }: Layered): number {
  const place = new Map(layers.flatMap((layer) => layer.map((vertex, k) => [vertex, k] as const)));
  const spans = segments.map(([a, b]) => [a.layer, place.get(a) as number, place.get(b) as number]);
  let count = 0;
  for (const [layer, a, b] of spans) for (const [other, c, d] of spans) if (layer === other && a < c && b > d) count++;
  return count;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
};

/** Lines first; the rest by the median of its neighbours, swept to and fro, then exchanged pairwise while that helps. The best order seen stays. */
function order(layered: Layered): void {
  const layers = layered.layers as Vertex[][];
  const near = neighbours(layered);
  const rank = ({ line }: Vertex): number => (line < 0 ? Number.MAX_SAFE_INTEGER : line);
  for (const layer of layers) layer.sort((a, b) => rank(a) - rank(b));
  let best = { count: crossings(layered), layers: layers.map((layer) => [...layer]) };
  const keep = () => {
    const count = crossings(layered);
    if (count < best.count) best = { count, layers: layers.map((layer) => [...layer]) };
  };
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
    keep();
  }
  for (const [k, layer] of layers.entries()) layer.splice(0, layer.length, ...best.layers[k]);
  for (let better = true; better; ) {
    better = false;
    for (const layer of layers) {
      for (let k = 0; k + 1 < layer.length; k++) {
        if (layer[k].line >= 0 || layer[k + 1].line >= 0) continue;
        const before = crossings(layered);
        [layer[k], layer[k + 1]] = [layer[k + 1], layer[k]];
        if (crossings(layered) < before) better = true;
        else [layer[k], layer[k + 1]] = [layer[k + 1], layer[k]];
      }
    }
  }
}

/** Least squares to the wishes with at least 1 between neighbours: pool adjacent violators (Barlow et al. 1972). */
function apart(wishes: readonly number[], weights: readonly number[]): number[] {
  const pools: { sum: number; weight: number; count: number }[] = [];
  wishes.forEach((wish, k) => {
    pools.push({ sum: (wish - k) * weights[k], weight: weights[k], count: 1 });
    for (
      let last = pools.length - 1;
      last > 0 && pools[last - 1].sum / pools[last - 1].weight > pools[last].sum / pools[last].weight;
      last--
    ) {
      const { sum, weight, count } = pools.pop() as (typeof pools)[number];
      pools[last - 1] = { sum: pools[last - 1].sum + sum, weight: pools[last - 1].weight + weight, count: pools[last - 1].count + count };
    }
  });
  return pools.flatMap(({ sum, weight, count }) => new Array<number>(count).fill(sum / weight)).map((value, k) => value + k);
}

/** Rows: lines on the first ones, everything else below, as level with its neighbours as the order allows; halves of rows. */
function rows(layered: Layered, lines: number): void {
  const near = neighbours(layered);
  for (const layer of layered.layers) {
    layer.forEach((vertex, k) => {
      vertex.row = vertex.line >= 0 ? vertex.line : Math.max(k, lines);
    });
  }
  const pull = (a: Vertex, b: Vertex): number => (a.passing && b.passing ? 8 : a.passing || b.passing ? 3 : 1);
  for (let sweep = 0; sweep < 24; sweep++) {
    const [sides, exact] = [sweep < 20 ? ([sweep % 2 === 0 ? -1 : 1] as const) : ([-1, 1] as const), sweep >= 22];
    for (const layer of sides[0] < 0 ? layered.layers : layered.layers.toReversed()) {
      const free = layer.filter(({ line }) => line < 0);
      const wishes = free.map((vertex) => {
        const ends = sides
          .flatMap((side) => near(vertex, side))
          .filter(({ line }) => line < 0 || near(vertex, -1).length + near(vertex, 1).length === 1);
        const weight = ends.reduce((sum, end) => sum + pull(vertex, end), 0);
        return weight === 0 ? vertex.row : ends.reduce((sum, end) => sum + pull(vertex, end) * end.row, 0) / weight;
      });
      const placed = apart(
        wishes,
        free.map(({ passing }) => (passing ? 4 : 1)),
      ); // prettier-ignore
      placed.forEach((row, k) => {
        const least = Math.max(lines + k, row);
        free[k].row = exact ? Math.round(2 * least) / 2 : least;
      });
    }
  }
}

/** Layers, order and rows of a graph without cycles. */
export function layered(graph: Graph): Layered {
  const result = spread(graph);
  order(result);
  rows(result, graph.lines.length);
  return result;
}
