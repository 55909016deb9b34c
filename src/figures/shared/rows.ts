/** The rows of a layered drawing: straight lines on the first, everything else below them, short wires with few bends. */
import type { Layered, Vertex } from "./layers.ts";
import { type Neighbours, neighboursOf } from "./order.ts";

/** Least squares to the wishes with at least 1 between neighbours: pool adjacent violators (Barlow et al. 1972). */
function apart(wishes: readonly number[]): number[] {
  const pools: { sum: number; count: number }[] = [];
  const mean = (pool: number): number => pools[pool].sum / pools[pool].count;
  wishes.forEach((wish, k) => {
    pools.push({ sum: wish - k, count: 1 });
    for (let last = pools.length - 1; last > 0 && mean(last - 1) > mean(last); last--) {
      pools[last - 1] = { sum: pools[last - 1].sum + pools[last].sum, count: pools[last - 1].count + pools[last].count };
      pools.pop();
    }
  });
  return pools.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count)).map((value, k) => value + k);
}

/** A first guess: each vertex near the mean of its neighbours, swept to and fro; in halves of rows. */
function guess({ layers }: Layered, near: Neighbours, lines: number): void {
  for (const layer of layers) {
    for (const [k, vertex] of layer.entries()) vertex.row = vertex.line >= 0 ? vertex.line : Math.max(k, lines);
  }
  for (let sweep = 0; sweep < 16; sweep++) {
    const side = sweep % 2 === 0 ? -1 : 1;
    for (const layer of side < 0 ? layers : layers.toReversed()) {
      const free = layer.filter(({ line }) => line < 0);
      const wishes = free.map((vertex) => {
        const ends = near(vertex, side).filter(({ line }) => line < 0);
        return ends.length === 0 ? vertex.row : ends.reduce((sum, end) => sum + end.row, 0) / ends.length;
      });
      for (const [k, row] of apart(wishes).entries()) free[k].row = Math.max(lines + k, row);
    }
  }
  for (const vertex of layers.flat()) vertex.row = Math.round(2 * vertex.row) / 2;
}

/** How much a segment's bend costs: more where it only passes. */
const weight = (a: Vertex, b: Vertex): number => (a.light || b.light ? 0.5 : a.passing && b.passing ? 4 : a.passing || b.passing ? 2 : 1);

/** What all segments cost: their ways across, and their bends. */
function cost(segments: Layered["segments"]): number {
  let sum = 0;
  for (const [a, b] of segments) {
    const way = Math.abs(a.row - b.row);
    if (way > 0) sum += weight(a, b) * (way + 0.75);
  }
  return sum;
}

/** Do neighbours in each layer stand a row apart, and all below the lines? */
function fits(layers: Layered["layers"], lines: number): boolean {
  return layers.every((layer) => {
    const free = layer.filter(({ line }) => line < 0);
    return free.every(({ row }, k) => row >= (k === 0 ? lines : free[k - 1].row + 1));
  });
}

/** What moves together with a vertex: all that it is level with, or the way of one wire. */
function together(start: Vertex, near: Neighbours, joins: (a: Vertex, b: Vertex) => boolean): Vertex[] {
  const found = new Set([start]);
  for (const vertex of found) {
    for (const end of [...near(vertex, -1), ...near(vertex, 1)]) if (end.line < 0 && joins(vertex, end)) found.add(end);
  }
  return [...found];
}

/** Gives each vertex its row. `lines`: how many rows are taken by straight lines. */
export function rows(layered: Layered, lines: number): void {
  const { layers, segments } = layered;
  const near = neighboursOf(layered);
  guess(layered, near, lines);
  const free = layers.flat().filter(({ line }) => line < 0);
  let best = cost(segments);
  const better = (group: readonly Vertex[], shift: number): boolean => {
    for (const vertex of group) vertex.row += shift;
    const now = cost(segments);
    if (now < best - 1e-9 && fits(layers, lines)) {
      best = now;
      return true;
    }
    for (const vertex of group) vertex.row -= shift;
    return false;
  };
  for (let moved = true; moved; ) {
    moved = false;
    for (const vertex of free) {
      const layer = layers[vertex.layer].filter(({ line }) => line < 0);
      const place = layer.indexOf(vertex);
      const groups = [
        [vertex],
        layer.slice(place),
        layer.slice(0, place + 1),
        together(vertex, near, (a, b) => a.passing && b.passing && a.node === b.node),
        together(vertex, near, (a, b) => a.row === b.row),
      ];
      for (const group of groups) for (const shift of [-0.5, 0.5, -1, 1, -2, 2]) moved = better(group, shift) || moved;
    }
  }
}
