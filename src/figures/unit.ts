/** One recurrent unit, drawn from the cell's own equations. */

import type { Cell } from "../cell.ts";
import { cellByName, cellNames } from "../cells/index.ts";
import { at } from "../charts/svg.ts";
import type { FigureOptions } from "../figure.ts";
import { box, type KeyLine, outline, type Point, symbol, wire } from "./shared/draw.ts";
import { type Sheet, sheetOf } from "./shared/frame.ts";
import type { Place, Routed, Wire } from "./shared/route.ts";
import { type UnitGraph, type UnitNode, unitGraph } from "./shared/unit-graph.ts";
import { laidOut, sizeOf, textSize } from "./shared/unit-layout.ts";

/** The colour of what carries a value: the states' own, the rest in ink. */
const colorOf = (graph: UnitGraph, node: UnitNode): string => {
  if (node.state === "O") return "fourth";
  if (node.state === undefined) return node.gate !== undefined ? "third" : "soft";
  return graph.states.length > 1 && node.state !== graph.states[0] ? "main" : "other";
};

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
  const own = speech.words.unit;
  const worded = (table: Readonly<Record<string, string>>, name: string, other: string): string => table[name] ?? other;
  const gates = graph.nodes.flatMap(({ gate }) => (gate === undefined ? [] : [gate]));
  const signs = new Set(graph.nodes.flatMap(({ op, sign }) => (op === undefined ? [] : [op === "affine" ? sign : op])));
  const weights = [...signs].filter((sign) => graph.nodes.some((node) => node.op === "affine" && node.sign === sign));
  return [
    { sign: "x_t", means: own.input },
    ...graph.states.map((state) => ({ sign: `${state}_t`, means: worded(own.states, state, own.otherState(state)) })),
    { sign: "O_t", means: (gates.includes("o_t") ? own.outputNotGate : own.output)(`${graph.states[0]}_t`) },
    ...gates.map((gate) => ({ sign: gate, means: worded(own.gates, `${cell.kind} ${gate[0]}`, own.otherGate) })),
    ...(weights.length === 0 ? [] : [{ sign: weights.join(", "), means: own.weights }]),
    ...(signs.has("sigmoid") ? [{ sign: "σ", means: own.sigmoid }] : []),
    ...(signs.has("multiply") ? [{ sign: "⊙", means: own.product }] : []),
  ];
}

/** Decimals of a number to three digits, without zeros at the end. */
const decimalsOf = (number: number): number => `${Number(number.toPrecision(3))}`.split(".")[1]?.length ?? 0;

/** Where a mark stands beside the end of a wire. */
function beside([before, tip]: readonly [Place, Place]): Place {
  const [dx, dy] = [Math.sign(tip[0] - before[0]), Math.sign(tip[1] - before[1])];
  return [tip[0] - 9 * dx + 9 * dy, tip[1] - 9 * dy + 9 * dx];
}

/** The unit's ground: what lies in it happens in one step of one unit. */
function groundMark([[x0, y0], [x1, y1]]: readonly [Point, Point]): string {
  return `<rect x="${at(x0)}" y="${at(y0)}" width="${at(x1 - x0)}" height="${at(y1 - y0)}" rx="14" style="fill:var(--grid);fill-opacity:0.4;stroke:var(--grid)"/>`;
}

function wiresOf(graph: UnitGraph, { wires, joints }: Routed, spot: (place: Place) => Point): string[] {
  // Soft wires below, then the output's, so that the states' stay whole where they cross or share a way.
  const height = (color: string): number => (color === "soft" ? 0 : color === "fourth" ? 1 : 2);
  const drawn = wires.map((one) => ({ ...one, color: wireColor(graph, one) })).sort((a, b) => height(a.color) - height(b.color));
  return [
    ...drawn.map(({ from, to, points, color }) => {
      const line = wire(points.map(spot), { color, width: color === "soft" ? 1.5 : 2.2, head: !to.passing });
      const edge = graph.edges.find((one) => one.from === from.node && one.to === to.node);
      const mark = to.passing ? undefined : edge?.mark;
      return mark === undefined ? line : line + symbol(mark, spot(beside(points.slice(-2) as [Place, Place])), { size: 14 });
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
 * import { type Cell, figures, initializers, ops } from "memoria";
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
  const graph = unitGraph(own, (number) => sheet.speech.numbers.number(number, decimalsOf(number)));
  const { order, routes, spot, ground, width, bottom } = laidOut(graph, sheet);
  const marks = order.layers.flat().flatMap((vertex) => {
    if (vertex.passing) return [];
    const node = graph.nodes[vertex.node];
    return [nodeMark(node, spot([routes.along[vertex.layer], routes.across(vertex)]), colorOf(graph, node))];
  });
  const name = cellNames.includes(own.kind) ? own.kind.toUpperCase() : own.kind;
  const words = sheet.speech.words.unit;
  const said = { title: words.title(name), description: words.description(graph.states.map((state) => `${state}_t`).join(", ")) };
  return sheet.finish([groundMark(ground), ...wiresOf(graph, routes, spot), ...marks], keyOf(own, graph, sheet), said, bottom, width);
}
