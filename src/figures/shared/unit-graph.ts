/** What a unit's drawing shows: values that come in, the ops of the equations with their signs, values that go out. */
import type { Cell } from "../../cell.ts";
import { isOp, type Leaf, type Op, type Operand } from "./notebook.ts";
import { type CellTrace, traceOf } from "./trace.ts";

/** A node of the drawing. */
export interface UnitNode {
  readonly kind: "in" | "op" | "out";
  /** What is written in it: `h_{t−1}`, `w_h`, `σ`, `⊙`. */
  readonly sign: string;
  /** The op's name as in `ops`. */
  readonly op?: string;
  /** A gate's symbol: `f_t`. What is named as a state isn't a gate. */
  readonly gate?: string;
  /** Name of the state that comes in or goes out; `O` for the output. */
  readonly state?: string;
}

export interface UnitGraph {
  readonly nodes: readonly UnitNode[];
  /** `mark`: what is done with it at its end, where the order of two values matters: it's subtracted, or divides. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly mark?: "−" | "÷" }[];
  /** States from input to output through what isn't a product with weights, by node; where there is none, through all. */
  readonly lines: readonly (readonly number[])[];
  readonly states: readonly string[];
}

const signs: Readonly<Record<string, string>> = {
  add: "+",
  subtract: "−",
  multiply: "⊙",
  divide: "÷",
  matmul: "·",
  sigmoid: "σ",
  relu: "ReLU",
  negate: "−1·",
  reciprocal: "1/·",
  square: "(·)^2",
  sqrt: "√",
  absolute: "|·|",
  maximum: "max",
  minimum: "min",
  atLeast: "≥",
  sum: "Σ",
  concat: "[ , ]",
};

/** Weights by the lesson's letters; one of the cell's own by its name. */
function letterOf(name: string): string {
  const known: Readonly<Record<string, string>> = { weight_ih: "w", weight_hh: "w_h", weight_hr: "w_r", weight_peephole: "p" };
  const plain = name.replace(/^norm_gain_/, "γ_").replace(/^norm_bias_/, "β_");
  return known[name] ?? plain.replace(/_+(.*)$/, (_, index: string) => (index === "" ? "" : `_{${index.replace(/[_^{}]+/g, " ")}}`));
}

const isCarried = (operand: Operand): operand is Leaf =>
  typeof operand === "object" && "leaf" in operand && (operand.leaf === "input" || operand.leaf === "state");

/** How numbers are written. */
type Told = (number: number) => string;

/** What is written in an op: its sign, and the weights and numbers that it takes. */
function signOf({ op, operands }: Op, told: Told): string {
  /** A number or a weight, as it stands beside the op's sign. */
  const besides = (operand: Operand): string => (typeof operand === "number" ? told(operand) : isOp(operand) ? "" : letterOf(operand.name));
  const sign = op === "multiply" && operands.some((operand) => typeof operand === "number") ? "×" : (signs[op] ?? op);
  const own = operands.filter((operand) => !isOp(operand) && !isCarried(operand));
  if (op === "affine") return letterOf((operands[1] as Leaf).name);
  if (own.length === 0) return sign;
  if (own.length === operands.length) return `${sign} ${own.map(besides).join(", ")}`.trim();
  const first = own[0] === operands[0];
  return first && (op === "subtract" || op === "divide") ? `${besides(own[0])} ${sign}` : `${sign} ${own.map(besides).join(", ")}`.trim();
}

/** The shortest way from a node to another over nodes that pass, or none. */
function way(edges: UnitGraph["edges"], from: number, to: number, passes: (node: number) => boolean): number[] | undefined {
  const before = new Map<number, number>([[from, -1]]);
  for (const node of before.keys()) {
    if (node === to) {
      const path = [to];
      for (let at = before.get(to) as number; at >= 0; at = before.get(at) as number) path.unshift(at);
      return path;
    }
    for (const edge of edges)
      if (edge.from === node && !before.has(edge.to) && (edge.to === to || passes(edge.to))) before.set(edge.to, node);
  }
  return undefined;
}

/** Lines of the states that pass through no product with weights; of the first state through everything, where no state has one. */
function linesOf(nodes: readonly UnitNode[], edges: UnitGraph["edges"], states: readonly string[]): number[][] {
  const end = (kind: UnitNode["kind"], state: string): number => nodes.findIndex((node) => node.kind === kind && node.state === state);
  const product = (node: number): boolean => nodes[node].op === "affine" || nodes[node].op === "matmul";
  const taken = new Set<number>();
  const lines = states.flatMap((state) => {
    const line = way(edges, end("in", state), end("out", state), (node) => !product(node) && !taken.has(node));
    for (const node of line ?? []) taken.add(node);
    return line === undefined ? [] : [line];
  });
  if (lines.length > 0) return lines;
  const through = way(edges, end("in", states[0]), end("out", states[0]), () => true);
  return through === undefined ? [] : [through];
}

/** The drawing's graph of a trace. */
function graphOf({ ops, states }: CellTrace, told: Told): UnitGraph {
  const names = [...states.keys()];
  const nodes: UnitNode[] = [{ kind: "in", sign: "x_t" }];
  for (const state of names) nodes.push({ kind: "in", sign: `${state}_{t−1}`, state });
  const place = new Map<Op, number>();
  const edges: { from: number; to: number; mark?: "−" | "÷" }[] = [];
  const from = (operand: Operand): number | undefined => {
    if (isOp(operand)) return place.get(operand);
    return isCarried(operand) ? (operand.leaf === "input" ? 0 : 1 + names.indexOf(operand.name)) : undefined;
  };
  const join = (operand: Operand, to: number, mark?: "−" | "÷"): void => {
    const start = from(operand);
    if (start !== undefined && !edges.some((edge) => edge.from === start && edge.to === to))
      edges.push({ from: start, to, ...(mark && { mark }) });
  };
  for (const op of ops) {
    place.set(op, nodes.length);
    nodes.push({
      kind: "op",
      sign: signOf(op, told),
      op: op.op,
      ...(op.gate !== undefined && !names.includes(op.gate) && { gate: `${op.gate}_t` }),
    });
    const second = op.op === "subtract" ? "−" : op.op === "divide" ? "÷" : undefined;
    const both = from(op.operands[0]) !== undefined;
    for (const [k, operand] of op.operands.entries()) join(operand, nodes.length - 1, both && k === 1 ? second : undefined);
  }
  for (const [state, value] of states) {
    nodes.push({ kind: "out", sign: `${state}_t`, state });
    join(value, nodes.length - 1);
  }
  nodes.push({ kind: "out", sign: "O_t", state: "O" });
  join(states.get(names[0]) as Operand, nodes.length - 1);
  return { nodes, edges, lines: linesOf(nodes, edges, names), states: names };
}

/** The graph of a cell's step. `told`: how its numbers are written. */
export const unitGraph = (cell: Cell, told: Told = String): UnitGraph => graphOf(traceOf(cell), told);
