/**
 * Layered drawing of a graph (Sugiyama, Tagawa & Toda 1981): vertices in layers by depth, and one in each layer that a long edge passes; then an order with
 * few crossings (`order.ts`) and rows that keep neighbours level (`rows.ts`). Carried lines are held straight on the first rows.
 */
import { order } from "./order.ts";
import { rows } from "./rows.ts";

export interface Graph {
  /** Number of nodes. */
  readonly count: number;
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** Nodes of the first and of the last layer. */
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Paths to be drawn straight, one a row from the top. */
  readonly lines: readonly (readonly number[])[];
  /** A node that gives way where it can't stand level with what leads to it. */
  readonly light?: number;
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
  readonly light: boolean;
}

export interface Layered {
  /** By layer, from the top. */
  readonly layers: readonly Vertex[][];
  /** Between neighbouring layers. */
  readonly segments: readonly (readonly [Vertex, Vertex])[];
}

/** Longest way from the first layer; a node with nothing before it stands just before what uses it. */
function depths({ count, edges, first, last }: Graph): number[] {
  const alone = (node: number): boolean => !first.includes(node) && edges.every(([, to]) => to !== node);
  const depth = Array.from({ length: count }, (_, node) => Number(alone(node)));
  // Nodes come in the order of computing, so that one pass would do; as many as there are nodes bring any order home.
  for (let pass = 0; pass < count; pass++) for (const [from, to] of edges) depth[to] = Math.max(depth[to], depth[from] + 1);
  const deepest = 1 + edges.reduce((most, [from]) => Math.max(most, depth[from]), 0);
  for (const node of last) depth[node] = deepest;
  for (let node = 0; node < count; node++) {
    const uses = alone(node) ? edges.filter(([from]) => from === node).map(([, to]) => depth[to]) : [];
    if (uses.length > 0) depth[node] = Math.min(...uses) - 1;
  }
  return depth;
}

/** Vertices and segments; the edges of one node share their way. */
function spread(graph: Graph): Layered {
  const depth = depths(graph);
  const layers: Vertex[][] = Array.from({ length: 1 + Math.max(0, ...depth) }, () => []);
  const make = (node: number, layer: number, passing: boolean): Vertex => {
    const vertex = { layer, node, passing, row: 0, line: -1, light: node === graph.light };
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

/** Layers, order and rows of a graph without cycles. */
export function layered(graph: Graph): Layered {
  const result = spread(graph);
  order(result);
  rows(result, graph.lines.length);
  return result;
}
