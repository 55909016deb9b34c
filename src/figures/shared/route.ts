/** Wires between the layers of a layered drawing: level, then across in the gap between two layers, each node's wires on a track of their own. */
import type { Layered, Vertex } from "./layers.ts";

/** A place: along the layers and across them, in pixels. */
export type Place = readonly [along: number, across: number];

export interface Extent {
  readonly along: number;
  readonly across: number;
}

export interface Wire {
  readonly from: Vertex;
  readonly to: Vertex;
  readonly points: readonly Place[];
}

export interface Routed {
  readonly wires: readonly Wire[];
  /** Where wires of one node part. */
  readonly joints: readonly { readonly node: number; readonly at: Place }[];
  /** The middle of each layer along, and the end of the last. */
  readonly along: readonly number[];
  across(vertex: Vertex): number;
  /** Along: just after the first layer, and just before the last. */
  readonly inner: readonly [number, number];
  readonly length: number;
}

/** How a segment runs: level; across on a track of the gap; or level into the next layer and across there, into the node's side. */
interface Run {
  readonly from: Vertex;
  readonly to: Vertex;
  readonly way: "level" | "track" | "side";
}

const rowsBetween = (row: number, a: number, b: number): boolean => row > Math.min(a, b) + 0.01 && row < Math.max(a, b) - 0.01;

/** May a wire run level into the layer of its end, and there across into the end's side: the only one on that side, with nothing in its way? */
function entersSide({ layers, segments }: Layered, from: Vertex, to: Vertex, taken: readonly Run[]): boolean {
  const incoming = segments.filter(([, end]) => end === to).map(([start]) => start);
  if (to.passing || incoming.length < 2) return false;
  if (incoming.some((start) => start !== from && start.row !== to.row && start.row < to.row === from.row < to.row)) return false;
  const blocked = layers[to.layer].some((other) => {
    if (other === to || (other.passing && other.node === from.node && other.row === from.row)) return false;
    return rowsBetween(other.row, from.row, to.row) || Math.abs(other.row - from.row) < 0.75;
  });
  const meets = (run: Run): boolean =>
    run.way === "side" &&
    run.to !== to &&
    run.to.layer === to.layer &&
    Math.min(run.from.row, run.to.row) <= Math.max(from.row, to.row) &&
    Math.max(run.from.row, run.to.row) >= Math.min(from.row, to.row);
  return !blocked && !taken.some(meets);
}

function runsOf(graph: Layered): Run[] {
  const runs: Run[] = [];
  for (const [from, to] of graph.segments) {
    if (from.row === to.row) runs.push({ from, to, way: "level" });
    else runs.push({ from, to, way: entersSide(graph, from, to, runs) ? "side" : "track" });
  }
  return runs;
}

/** Pixels that a gap is stretched by at most: a small graph stays together. */
const mostSpare = 56;

/** All orders of a few things. */
function* permutations<T>(list: readonly T[]): Generator<T[]> {
  if (list.length <= 1) return void (yield [...list]);
  for (const [k, head] of list.entries())
    for (const rest of permutations([...list.slice(0, k), ...list.slice(k + 1)])) yield [head, ...rest];
}

/** Crossings of a gap's wires where the nodes' tracks are in this order. */
function cost(order: readonly (readonly Run[])[]): number {
  let count = 0;
  order.forEach((group, k) => {
    const ends = group.flatMap(({ from, to }) => [from.row, to.row]);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    order.forEach((other, j) => {
      if (j === k) return;
      // Tracks further on have their start level here; tracks before, their ends.
      const level = j > k ? [other[0].from.row] : other.map(({ to }) => to.row);
      count += level.filter((row) => row >= low && row <= high).length;
    });
  });
  return count;
}

/** The nodes with tracks in the gap after a layer, from left to right. */
function tracksOf(runs: readonly Run[]): number[] {
  const groups = [...new Set(runs.map(({ from }) => from.node))].map((node) => runs.filter(({ from }) => from.node === node));
  if (groups.length > 6) return groups.map(([{ from }]) => from.node);
  let best = groups;
  for (const order of permutations(groups)) if (cost(order) < cost(best)) best = order;
  return best.map(([{ from }]) => from.node);
}

/** Routes everything. `extents`: of each node; `place`: pixels across of a row; `length`: pixels along at least, which the gaps share. */
export function routed(graph: Layered, extents: readonly Extent[], place: (row: number) => number, length: number): Routed {
  const runs = runsOf(graph);
  const gaps = graph.layers.slice(1).map((_, k) => tracksOf(runs.filter(({ from, way }) => from.layer === k && way === "track")));
  const depth = graph.layers.map((layer) => Math.max(0, ...layer.filter(({ passing }) => !passing).map(({ node }) => extents[node].along)));
  const least = gaps.map((tracks, k) => 24 + 9 * Math.max(0, tracks.length - 1) + (k === 0 || k === gaps.length - 1 ? 10 : 0));
  const used = depth.reduce((a, b) => a + b, 0) + least.reduce((a, b) => a + b, 0);
  const spare = gaps.length === 0 ? 0 : Math.min(mostSpare, Math.max(0, length - used) / gaps.length);
  const along: number[] = [];
  let at = 0;
  depth.forEach((extent, k) => {
    along.push(at + extent / 2);
    at += extent + (k < least.length ? least[k] + spare : 0);
  });
  const track = ({ layer, node }: Vertex): number => {
    const tracks = gaps[layer];
    const [start, end] = [along[layer] + depth[layer] / 2, along[layer + 1] - depth[layer + 1] / 2];
    // Within the unit's frame, and clear of the arrows' heads.
    const [from, to] = [start + (layer === 0 ? 5 : 0), end - 8 - (layer === gaps.length - 1 ? 6 : 0)];
    return from + ((to - from) * (tracks.indexOf(node) + 1)) / (tracks.length + 1);
  };
  const across = ({ row }: Vertex): number => place(row);
  const joints: { node: number; at: Place }[] = [];
  const wires = runs.map(({ from, to, way }): Wire => {
    const start: Place = [along[from.layer] + (from.passing ? 0 : extents[from.node].along / 2), across(from)];
    const end: Place = [along[to.layer] - (to.passing ? 0 : extents[to.node].along / 2), across(to)];
    if (way === "level") return { from, to, points: [start, end] };
    const others = runs.filter((other) => other.from === from && other.to !== to);
    if (way === "side") {
      const edge = across(to) + (from.row < to.row ? -1 : 1) * (extents[to.node].across / 2);
      if (others.some((other) => other.way === "level")) joints.push({ node: from.node, at: [along[to.layer], across(from)] });
      return { from, to, points: [start, [along[to.layer], across(from)], [along[to.layer], edge]] };
    }
    const turn = track(from);
    const on = others.filter((other) => other.way === "track");
    const beyond = on.some((other) => rowsBetween(to.row, from.row, other.to.row));
    if (beyond) joints.push({ node: from.node, at: [turn, across(to)] });
    if (others.some((other) => other.way !== "track" || other.to.row < from.row !== to.row < from.row))
      joints.push({ node: from.node, at: [turn, across(from)] });
    return { from, to, points: [start, [turn, across(from)], [turn, across(to)], end] };
  });
  const inner = [depth[0] + 3, at - depth[depth.length - 1] - 9] as const;
  return { wires, joints, along, across, inner, length: at };
}
