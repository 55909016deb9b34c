import { describe, expect, it } from "vitest";
import { isOp, type Operand } from "../../src/figures/shared/notebook.ts";
import { traceOf } from "../../src/figures/shared/trace.ts";
import { unitGraph } from "../../src/figures/shared/unit-graph.ts";
import { type Cell, gru, initializers, lstm, ops, rnn } from "../../src/index.ts";
import { constant } from "../../src/tensor.ts";

/** A traced value as its formula; what was written before stands by its gate's name. */
function formula(operand: Operand, inside = false): string {
  if (typeof operand === "number") return `${operand}`;
  if (!isOp(operand)) return operand.name;
  if (inside && operand.gate !== undefined) return operand.gate;
  return `${operand.op}(${operand.operands.map((one) => formula(one, true)).join(", ")})`;
}

const formulas = (cell: Cell) => {
  const { ops: made, states } = traceOf(cell);
  const gates = made.flatMap((op) => (op.gate === undefined ? [] : [[op.gate, formula(op)] as const]));
  return { gates: Object.fromEntries(gates), states: Object.fromEntries([...states].map(([name, value]) => [name, formula(value, true)])) };
};
const counts = (cell: Cell) => {
  const found: Record<string, number> = {};
  for (const { op } of traceOf(cell).ops) found[op] = (found[op] ?? 0) + 1;
  return found;
};

const wx = "affine(x, weight_ih, bias_ih)";
const wh = "affine(h, weight_hh, bias_hh)";

describe("a cell's trace", () => {
  it("of the plain cell is its equation", () => {
    expect(formulas(rnn())).toEqual({ gates: { h: `tanh(add(${wx}, ${wh}))` }, states: { h: "h" } });
  });

  it("of the LSTM has exactly the ops of its equations", () => {
    const a = `add(${wx}, ${wh})`;
    expect(formulas(lstm())).toEqual({
      gates: { i: `sigmoid(${a})`, f: `sigmoid(${a})`, g: `tanh(${a})`, o: `sigmoid(${a})` },
      states: { c: "add(multiply(f, c), multiply(i, g))", h: "multiply(o, tanh(add(multiply(f, c), multiply(i, g))))" },
    });
    expect(counts(lstm())).toEqual({ affine: 2, add: 2, sigmoid: 3, tanh: 2, multiply: 3 });
  });

  it("of the GRU has the reset gate where the option puts it", () => {
    const { gates, states } = formulas(gru());
    expect(gates.n).toBe(`tanh(add(${wx}, multiply(r, ${wh})))`);
    expect(states.h).toBe("add(n, multiply(z, subtract(h, n)))");
    expect(formulas(gru({ reset: "before" })).gates.n).toBe(`tanh(add(${wx}, affine(multiply(r, h), weight_hh, bias_hh)))`);
  });

  it("of variants has what they add", () => {
    expect(formulas(lstm({ peepholes: true })).gates.f).toBe(`sigmoid(add(add(${wx}, ${wh}), multiply(c, weight_peephole)))`);
    expect(formulas(lstm({ projection: 2 })).states.h).toMatch(/^affine\(multiply\(o, .*\), weight_hr\)$/);
    expect(counts(rnn({ layerNorm: true }))).toMatchObject({ divide: 2, sqrt: 2, sum: 4 });
    expect(counts(rnn({ activation: "relu" }))).toEqual({ affine: 2, add: 1, relu: 1 });
  });

  const parameters = { rate: { shape: [4], initial: initializers.constantly(0) }, mix: { shape: [4, 8], initial: initializers.glorot() } };
  const own: Cell = {
    kind: "own",
    states: ({ hidden }) => ({ s: hidden, m: 1 }),
    parameters: () => parameters,
    step(x, { s, m }, w, { gate }) {
      const k = gate("k", ops.sigmoid, ops.affine(ops.concat([x, s], 1), w.mix));
      const mean = ops.mean(ops.softmax(ops.transpose(ops.transpose(s))), 1);
      const unused = ops.exp(x);
      if (unused.size === 0) throw new Error("no numbers");
      const kept = ops.multiply(k, ops.subtract(constant([[1, 1, 1, 1]]), ops.divide(s, 2)));
      return { s: ops.add(kept, ops.multiply(ops.exp(w.rate), x)), m: ops.add(ops.subtract(m, 3), ops.sum(mean)) };
    },
  };

  it("of a cell of one's own is that cell's, and leaves out what no state depends on", () => {
    const { gates, states } = formulas(own);
    expect(gates).toEqual({ k: "sigmoid(affine(concat(x, s), mix))" });
    expect(states.s).toBe("add(multiply(k, subtract(1, multiply(s, 0.5))), multiply(exp(rate), x))");
    expect(states.m).toBe("add(subtract(m, 3), sum(multiply(sum(softmax(s)), 0.25)))");
    expect(counts(own).exp).toBe(1);
  });

  it("as a graph: an edge for each value that an op reads, weights and numbers in the op", () => {
    const { nodes, edges, lines, states } = unitGraph(lstm());
    expect(nodes.filter(({ kind }) => kind === "op")).toHaveLength(12);
    expect(nodes.flatMap(({ gate }) => gate ?? [])).toEqual(["i_t", "f_t", "g_t", "o_t"]);
    expect(nodes.flatMap(({ kind, sign }) => (kind === "out" ? [sign] : []))).toEqual(["h_t", "c_t", "O_t"]);
    expect(edges).toHaveLength(2 + 2 + 4 + 2 + 2 + 2 + 1 + 2 + 3);
    expect(lines.map((line) => line.map((node) => nodes[node].sign))).toEqual([["c_{t−1}", "⊙", "+", "c_t"]]);
    expect(states).toEqual(["h", "c"]);
    expect(unitGraph(own).nodes.flatMap(({ kind, sign }) => (kind === "op" ? [sign] : []))).toContain("mix");
    expect(unitGraph(rnn()).lines.map((line) => line.length)).toEqual([5]);
  });
});
