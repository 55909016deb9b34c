/**
 * A cell's equations as a graph: its step is run once, in float64 on a memory whose kernels note what they read and write. Nothing in the cell says
 * how it's drawn, so a cell of one's own is traced as the library's are.
 */
import type { Backend, Memory, Pointer } from "../../backend.ts";
import { reference } from "../../backends/reference.ts";
import type { Cell, CellSize, StepTools } from "../../cell.ts";
import { constant, type Tensor } from "../../tensor.ts";
import { sizeOf } from "../../values.ts";
import { Workspace } from "../../workspace.ts";
import { isOp, type Leaf, Notebook, type Op, type Operand } from "./notebook.ts";

export interface CellTrace {
  /** In the order in which they were computed; those that no state depends on are left out. */
  readonly ops: readonly Op[];
  /** The states before, and what each is after the step. */
  readonly states: ReadonlyMap<string, Operand>;
}

/** A workspace whose memory is watched. */
class Watched extends Workspace {
  readonly notebook: Notebook;

  constructor() {
    const memory = reference.memory();
    const notebook = new Notebook(memory, reference.realBytes);
    const kernels = notebook.noting(memory.kernels);
    const watched: Memory = {
      kernels,
      get bytes() {
        return memory.bytes;
      },
      reserve: (bytes) => memory.reserve(bytes),
      reals: (at, n) => memory.reals(at, n),
      ints: (at, n) => memory.ints(at, n),
    };
    super({ ...reference, memory: () => watched } satisfies Backend);
    this.notebook = notebook;
  }

  override allocate(n: number): Pointer {
    const at = super.allocate(n);
    this.notebook.open(at, n);
    return at;
  }
}

/** The graph of one step of a cell, at small sizes. Throws what the cell throws. */
export function traceOf(cell: Cell, size: CellSize = { input: 4, hidden: 4, bias: true }): CellTrace {
  const workspace = new Watched();
  const { notebook } = workspace;
  return workspace.run(false, () => {
    const place = (shape: readonly number[], value: Leaf): Tensor => {
      const tensor = constant({ shape, data: new Float64Array(sizeOf(shape)) });
      notebook.put(tensor.pointer, value);
      return tensor;
    };
    const mapped = <V>(record: Readonly<Record<string, V>>, make: (value: V, name: string) => Tensor) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
    const x = place([1, size.input], { leaf: "input", name: "x" });
    const states = mapped(cell.states(size), (width, name) => place([1, width], { leaf: "state", name }));
    const weights = mapped(cell.parameters(size), ({ shape }, name) => place(shape, { leaf: "parameter", name }));
    const tools: StepTools = {
      drop: (h) => h,
      gate(name, f, preactivation) {
        const value = f(preactivation);
        const made = notebook.read(value.pointer);
        if (isOp(made)) made.gate = name;
        return value;
      },
    };
    const next = cell.step(x, states, weights, tools);
    const after = new Map(Object.keys(states).map((name) => [name, notebook.read(next[name].pointer)]));
    const needed = new Set<Op>();
    const visit = (operand: Operand): void => {
      if (!isOp(operand) || needed.has(operand)) return;
      needed.add(operand);
      operand.operands.forEach(visit);
    };
    for (const operand of after.values()) visit(operand);
    return { ops: notebook.ops.filter((op) => needed.has(op)), states: after };
  });
}
