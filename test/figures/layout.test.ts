import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Graph, layered, type Vertex } from "../../src/figures/shared/layers.ts";
import { routed } from "../../src/figures/shared/route.ts";

/** Graphs without cycles: two nodes that come in, ops that read one or two earlier values, nodes that go out. */
const graphs = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 14 })
  .chain((ops) => fc.record({ ops: fc.constant(ops), outs: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }))
  .map(({ ops, outs }): Graph => {
    const edges: [number, number][] = ops.flatMap(([a, b, two], k) => {
      const node = k + 2;
      const [from, other] = [a % node, b % node];
      return two && other !== from
        ? [[from, node] as [number, number], [other, node] as [number, number]]
        : [[from, node] as [number, number]];
    });
    const inner = ops.length + 2;
    outs.forEach((out, k) => {
      edges.push([2 + (out % ops.length), inner + k]);
    });
    return { count: inner + outs.length, edges, first: [0, 1], last: outs.map((_, k) => inner + k), lines: [] };
  });

const size = 26;
const pitch = 58;
const drawn = (graph: Graph) => {
  const layout = layered(graph);
  const extents = Array.from({ length: graph.count }, () => ({ along: size, across: size }));
  return { layout, routes: routed(layout, extents, (row) => row * pitch, 0) };
};

describe("a layered drawing", () => {
  it("has every node once, each edge forward, neighbours of a layer a row apart, in halves of rows", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { layout } = drawn(graph);
        const nodes = layout.layers.flat().filter(({ passing }) => !passing);
        expect(nodes.map(({ node }) => node).sort((a, b) => a - b)).toEqual(Array.from({ length: graph.count }, (_, k) => k));
        const layer = new Map(nodes.map((vertex) => [vertex.node, vertex.layer]));
        for (const [from, to] of graph.edges) expect(layer.get(from)).toBeLessThan(layer.get(to) as number);
        for (const vertices of layout.layers) {
          vertices.forEach(({ row }, k) => {
            expect(2 * row).toBe(Math.round(2 * row));
            if (k > 0) expect(row - vertices[k - 1].row).toBeGreaterThanOrEqual(1);
          });
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("has wires along and across only, from each node to what reads it, that run through no other node", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { layout, routes } = drawn(graph);
        const next = new Map<Vertex, Vertex[]>();
        for (const { from, to, points } of routes.wires) {
          next.set(from, [...(next.get(from) ?? []), to]);
          points.slice(1).forEach(([x, y], k) => {
            expect(x === points[k][0] || y === points[k][1]).toBe(true);
            for (const vertex of layout.layers.flat()) {
              if (vertex.passing || vertex === from || vertex === to) continue;
              const [middle, across] = [routes.along[vertex.layer], routes.across(vertex)];
              const clearAlong = Math.max(x, points[k][0]) <= middle - size / 2 || Math.min(x, points[k][0]) >= middle + size / 2;
              const clearAcross = Math.max(y, points[k][1]) <= across - size / 2 || Math.min(y, points[k][1]) >= across + size / 2;
              expect(clearAlong || clearAcross).toBe(true);
            }
          });
        }
        for (const [from, to] of graph.edges) {
          const reached = new Set(layout.layers.flat().filter(({ node, passing }) => node === from && !passing));
          for (const vertex of reached) for (const end of next.get(vertex) ?? []) if (end.passing || end.node === to) reached.add(end);
          expect([...reached].some(({ node, passing }) => node === to && !passing)).toBe(true);
        }
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("keeps a line straight on the first row, whatever else is there", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const line = [0, ...graph.edges.filter(([from, to]) => from === 0 && !graph.last.includes(to)).map(([, to]) => to)].slice(0, 2);
        const { layout } = drawn({ ...graph, lines: [line] });
        for (const layer of layout.layers) for (const { line: own, row } of layer) expect(own === 0 ? row === 0 : row >= 1).toBe(true);
        const end = layout.layers.flat().find(({ node, passing }) => node === line.at(-1) && !passing) as Vertex;
        expect(layout.layers.slice(0, end.layer + 1).every((layer) => layer.filter(({ line: own }) => own === 0).length === 1)).toBe(true);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("has no crossing where none is needed", () => {
    // Two ways side by side, told crosswise.
    const edges = [
      [0, 3],
      [1, 2],
      [2, 4],
      [3, 5],
    ] as const;
    const { layout } = drawn({ count: 6, edges, first: [0, 1], last: [4, 5], lines: [] });
    const rows = new Map(layout.layers.flat().map(({ node, row }) => [node, row]));
    for (const [from, to] of edges) expect(rows.get(from)).toBe(rows.get(to));
  });
});
