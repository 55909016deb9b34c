/** One recurrent unit, drawn from the cell's own equations. */

import type { Cell } from "../cell.ts";
import { cellByName, cellNames } from "../cells/index.ts";
import { at } from "../charts/svg.ts";
import { box, type KeyLine, outline, type Point, symbol, symbolWidth, wire } from "./draw.ts";
import { type FigureOptions, type Sheet, sheetOf } from "./frame.ts";
import { layered } from "./layers.ts";
import { type Extent, type Place, type Routed, routed, type Wire } from "./route.ts";
import { type UnitGraph, type UnitNode, unitGraph } from "./unit-graph.ts";

const textSize = 15;
const round = new Set(["add", "subtract", "multiply", "divide", "matmul"]);

/** The colour of what carries a value: the states' own, the rest in ink. */
const colorOf = (graph: UnitGraph, node: UnitNode): string => {
  if (node.state === "O") return "fourth";
  if (node.state === undefined) return node.gate !== undefined ? "third" : "soft";
  return graph.states.length > 1 && node.state !== graph.states[0] ? "main" : "other";
};

/** Width and height of a node. */
function sizeOf({ kind, sign, op, gate }: UnitNode): { width: number; height: number } {
  const text = symbolWidth(sign, textSize);
  if (kind !== "op") return { width: Math.max(30, text + 8), height: 26 };
  if (gate !== undefined) return { width: Math.max(42, text + 16, symbolWidth(gate, textSize) + 16), height: 46 };
  const bare = op !== undefined && round.has(op) && text < 14;
  return bare ? { width: 26, height: 26 } : { width: Math.max(34, text + 16), height: 30 };
}

function nodeMark(node: UnitNode, middle: Point, color: string): string {
  const { width, height } = sizeOf(node);
  const [x, y] = middle;
  if (node.kind !== "op") return symbol(node.sign, middle, { look: `fill:var(--${color});font-weight:600` });
  if (node.gate !== undefined) {
    const inner =
      symbol(node.gate, [x, y - 9], { look: "fill:var(--third);font-weight:600" }) + symbol(node.sign, [x, y + 11], { size: 14 });
    return box(middle, width, height, outline("third", 0.12), inner);
  }
  const text = symbol(node.sign, middle, { size: textSize });
  if (width === 26) return `<circle cx="${at(x)}" cy="${at(y)}" r="13" style="${outline("ink")}"/>${text}`;
  return box(middle, width, height, outline("ink"), text);
}

/** Colours of wires: what carries a state, on its straight line, as it comes in or as it goes on, has the state's; the rest is soft. */
function wireColor(graph: UnitGraph, { from, to }: Wire): string {
  const line = from.line >= 0 && from.line === to.line ? graph.lines[from.line] : undefined;
  if (line !== undefined) return colorOf(graph, graph.nodes[line[0]]);
  const end = graph.nodes[to.node];
  if (!to.passing && end.kind === "out") return colorOf(graph, end);
  const state = stateOf(graph, from.node);
  return state === undefined ? "soft" : colorOf(graph, state);
}

/** The state that a node's value is: one that comes in, or the next one. */
function stateOf({ nodes, edges }: UnitGraph, node: number): UnitNode | undefined {
  if (nodes[node].kind === "in") return nodes[node].state === undefined ? undefined : nodes[node];
  const end = edges.find(({ from, to }) => from === node && nodes[to].kind === "out");
  return end === undefined ? undefined : nodes[end.to];
}

function keyOf(cell: Cell, graph: UnitGraph, { speech }: Sheet): KeyLine[] {
  const own = speech.words.figures.unit;
  const worded = (table: Readonly<Record<string, string>>, name: string, other: string): string => table[name] ?? other;
  const gates = graph.nodes.flatMap(({ gate }) => (gate === undefined ? [] : [gate]));
  const signs = new Set(graph.nodes.flatMap(({ op, sign }) => (op === undefined ? [] : [op === "affine" ? sign : op])));
  const weights = [...signs].filter((sign) => graph.nodes.some((node) => node.op === "affine" && node.sign === sign));
  return [
    { sign: "x_t", means: own.input },
    ...graph.states.map((state) => ({ sign: `${state}_t`, means: worded(own.states, state, own.otherState(state)) })),
    { sign: "O_t", means: gates.includes("o_t") ? own.outputNotGate : own.output },
    ...gates.map((gate) => ({ sign: gate, means: worded(own.gates, `${cell.kind} ${gate[0]}`, own.otherGate) })),
    ...(weights.length === 0 ? [] : [{ sign: weights.join(", "), means: own.weights }]),
    ...(signs.has("sigmoid") ? [{ sign: "σ", means: own.sigmoid }] : []),
    ...(signs.has("multiply") ? [{ sign: "⊙", means: own.product }] : []),
  ];
}

/** The minus beside the wire that is subtracted. */
function minus([before, tip]: readonly [Place, Place]): Place {
  const [dx, dy] = [Math.sign(tip[0] - before[0]), Math.sign(tip[1] - before[1])];
  return [tip[0] - 9 * dx + 9 * dy, tip[1] - 9 * dy + 9 * dx];
}

/** Lays the graph out: along the page on a screen, down it on a phone. `spot` brings a place of the layout onto the sheet. */
function laidOut(graph: UnitGraph, { narrow, left, right, top }: Sheet) {
  const turned = (extent: { width: number; height: number }): Extent =>
    narrow ? { along: extent.height, across: extent.width } : { along: extent.width, across: extent.height };
  const extents = graph.nodes.map((node) => turned(sizeOf(node)));
  const order = layered({
    count: graph.nodes.length,
    edges: graph.edges.map(({ from, to }) => [from, to]),
    first: graph.nodes.flatMap(({ kind }, k) => (kind === "in" ? [k] : [])),
    last: graph.nodes.flatMap(({ kind }, k) => (kind === "out" ? [k] : [])),
    lines: graph.lines,
    light: graph.nodes.length - 1,
  });
  const rows = order.layers.flat().map(({ row }) => row);
  const [least, count] = [Math.min(...rows), Math.max(...rows) - Math.min(...rows) + 1];
  const pitch = narrow ? Math.max(56, Math.min(78, (right - left - 16) / count)) : 58;
  const routes = routed(order, extents, pitch, narrow ? 0 : right - left);
  // The unit's own frame takes in all but what comes in and goes out.
  const along = routes.inner;
  const across = [-pitch / 2 + 2, (count - 0.5) * pitch - 2];
  const size = narrow
    ? [Math.max(right - left, count * pitch + 16), routes.length]
    : [Math.max(right - left, routes.length), count * pitch];
  const [x, y] = narrow
    ? [left + (size[0] - count * pitch) / 2 + pitch / 2, top + 14]
    : [left + (size[0] - routes.length) / 2, top + 8 + pitch / 2];
  const spot = ([far, wide]: Place): Point => {
    const own = wide - least * pitch;
    return narrow ? [x + own, y + far] : [x + far, y + own];
  };
  const corners = [spot([along[0], across[0] + least * pitch]), spot([along[1], across[1] + least * pitch])];
  return { order, routes, spot, corners, width: 2 * left + size[0], bottom: y + size[1] + (narrow ? 8 : 4 - pitch / 2) };
}

/** The unit's ground: what lies in it happens in one step of one unit. */
function ground([[x0, y0], [x1, y1]]: readonly Point[]): string {
  return `<rect x="${at(x0)}" y="${at(y0)}" width="${at(x1 - x0)}" height="${at(y1 - y0)}" rx="14" style="fill:var(--grid);fill-opacity:0.4;stroke:var(--grid)"/>`;
}

function wiresOf(graph: UnitGraph, { wires, joints }: Routed, spot: (place: Place) => Point): string[] {
  // Soft wires below, so that the states' stay whole where they cross.
  const drawn = wires
    .map((one) => ({ ...one, color: wireColor(graph, one) }))
    .sort((a, b) => Number(b.color === "soft") - Number(a.color === "soft"));
  return [
    ...drawn.map(({ from, to, points, color }) => {
      const line = wire(points.map(spot), { color, width: color === "soft" ? 1.5 : 2.2, head: !to.passing });
      const edge = graph.edges.find((one) => one.from === from.node && one.to === to.node);
      const marked = !to.passing && edge?.minus === true;
      return marked ? line + symbol("−", spot(minus(points.slice(-2) as [Place, Place])), { size: 14 }) : line;
    }),
    ...joints.map(({ node, at: place }) => {
      const [x, y] = spot(place);
      const state = stateOf(graph, node);
      const color = state === undefined ? "soft" : colorOf(graph, state);
      return `<circle cx="${at(x)}" cy="${at(y)}" r="2.6" style="fill:var(--${color})"/>`;
    }),
  ];
}

/**
 * One recurrent unit, drawn from the cell's own equations: its step is traced into its ops, so a cell of your own is drawn as the library's are. States
 * that pass through no product with weights, such as the LSTM's cell state, run straight; O_t is the output, which is not the output gate o_t.
 *
 * @param cell `rnn`, `lstm`, `gru`, or a cell.
 * @returns SVG. Throws OptionError for an unknown cell, option or language, and what the cell's step throws at 4 inputs and 4 units.
 *
 * @example
 * ```ts
 * const leaky: Cell = {
 *   kind: "leaky",
 *   states: ({ hidden }) => ({ h: hidden }),
 *   parameters: ({ input, hidden }) => ({ weight_ih: { shape: [hidden, input], initial: initializers.glorot() } }),
 *   step: (x, { h }, w) => ({ h: ops.add(ops.multiply(h, 0.9), ops.tanh(ops.affine(x, w.weight_ih))) }),
 * };
 * console.log(figures.unit(leaky).length, figures.unit("lstm", { language: "es", width: 350 }).length);
 * ```
 */
export function unit(cell: string | Cell, options: FigureOptions = {}): string {
  const sheet = sheetOf(options);
  const own = typeof cell === "string" ? cellByName(cell) : cell;
  const graph = unitGraph(own);
  const { order, routes, spot, corners, width, bottom } = laidOut(graph, sheet);
  const marks = order.layers.flat().flatMap((vertex) => {
    if (vertex.passing) return [];
    const node = graph.nodes[vertex.node];
    return [nodeMark(node, spot([routes.along[vertex.layer], routes.across(vertex)]), colorOf(graph, node))];
  });
  const name = cellNames.includes(own.kind) ? own.kind.toUpperCase() : own.kind;
  const words = sheet.speech.words.figures.unit;
  const said = { title: words.title(name), description: words.description(graph.states.map((state) => `${state}_t`).join(", ")) };
  return sheet.finish([ground(corners), ...wiresOf(graph, routes, spot), ...marks], keyOf(own, graph, sheet), said, bottom, width);
}
