// Faults in what runs the cells: time, lengths, states, dropout, products, tape and memory.
const goldens = ["test/goldens/layers.test.ts"];
const fused = ["test/layers/recurrent.gradient.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const engine = [
  {
    name: "lengths ignored",
    file: "src/ops/sequence/plan.ts",
    edits: [["given === undefined ? new Int32Array(B).fill(T) : checkLengths(given, B, T)", "new Int32Array(B).fill(T)"]],
    tests: goldens,
    caughtBy: "< 1e-9 gru--1-uni-bias-0-packed-zeros",
  },
  {
    name: "the initial state dropped",
    file: "src/layers/recurrent.ts",
    edits: [["if (given === undefined) return constant(", "if (given !== null) return constant("]],
    tests: goldens,
    caughtBy: "< 1e-9 gru--1-uni-bias-0-whole-states",
  },
  {
    name: "the reverse direction runs forward",
    file: "src/ops/sequence/loop.ts",
    edits: [["const t = descending ? plan.T - 1 - s : s;", "const t = s;"]],
    tests: goldens,
    caughtBy: "< 1e-9 gru--1-bi-bias-0-whole-zeros",
  },
  {
    name: "backpropagation through time leaves the first step out",
    file: "src/ops/sequence/loop.ts",
    edits: [["for (const step of steps(plan, !d.reverse)) twin", "for (const step of [...steps(plan, !d.reverse)].slice(0, -1)) twin"]],
    tests: goldens,
    caughtBy: "< 1e-9 rnn-relu-1-uni-bias-0-whole-zeros",
  },
  {
    name: "the recurrent dropout mask missing on the way back",
    file: "src/ops/sequence/parts.ts",
    edits: [["  times(d, masked, d.mask, masked, n * d.P);\n", ""]],
    tests: fused,
    caughtBy: "gradient equals central differences, relative error < 1e-6: variational dropout",
  },
  {
    name: "dropout keyed without the row (reference)",
    file: "src/backends/reference/rows.ts",
    edits: [["const own = row === 0 ? r : heap.ints[row / 4 + r];", "const own = 0;"]],
    tests: ["test/backend.test.ts"],
    caughtBy: "dropoutMask is Philox4x32-10",
  },
  {
    name: "dropout keyed without the row (wasm)",
    file: "assembly/dropout.ts",
    edits: [["i32x4.splat(row == 0 ? r : load<i32>(row + ((r as usize) << 2)))", "i32x4.splat(0)"]],
    tests: ["test/backend.test.ts"],
    caughtBy: "dropoutMask is Philox4x32-10",
  },
  {
    name: "dropout between layers keyed by the place in the packed batch instead of the row",
    file: "src/layers/recurrent.ts",
    edits: [["{ ...key, rows: plan.rows, times }", "{ ...key, times }"]],
    tests: ["test/layers/batch.test.ts"],
    caughtBy: "a row's masks are its own",
  },
  {
    name: "recurrent layers have the same dropout at every update",
    file: "src/layers/recurrent.ts",
    edits: [["step: call.step, numbers", "step: 0, numbers"]],
    tests: ["test/layers/batch.test.ts"],
    caughtBy: "recurrent: one for all steps, other masks in each layer and direction, another at the next update",
  },
  {
    name: "all layers and directions have the same dropout",
    file: "src/layers/recurrent.ts",
    edits: [["streamKey(`${this.fullName(what)} ${layer}`)", "streamKey(this.fullName(what.slice(0, 7)))"]],
    tests: ["test/layers/batch.test.ts"],
    caughtBy: "between layers: other masks for each layer",
  },
  {
    name: "a row's sum in another order when there are other rows (reference)",
    file: "src/backends/reference/matmul.ts",
    edits: [["for (let p = 0; p < k; p++) sum +=", "for (let q = 0, p = m > 1 ? k - 1 : 0; q < k; q++, p += m > 1 ? -1 : 1) sum +="]],
    tests: ["test/backend.test.ts"],
    caughtBy: "gives each row the same bits alone as among others",
  },
  {
    name: "a row's sum in another order when it stands alone (wasm)",
    file: "assembly/tile.ts",
    edits: [
      [
        "  for (const end = a + step * k; a != end; a += step) {",
        "  a += step * (k - 1); b += stepB * (k - 1); right += stepB * (k - 1);\n  for (let left = k; left > 0; left--, a -= step) {",
      ],
      ["b += stepB; right += stepB;", "b -= stepB; right -= stepB;"],
    ],
    tests: ["test/backends/matmul.test.ts"],
    caughtBy: "give a row the same bits alone as among others",
  },
  {
    name: "a Math.exp in src",
    file: "src/tasks/forecast/view.ts",
    edits: [["this.spec.log ? exp(", "this.spec.log ? Math.exp("]],
    check: "banned",
    caughtBy: "Math.exp: use src/math.ts",
  },
  {
    name: "the mask of a loss ignored",
    file: "src/loss.ts",
    edits: [["if (mask === undefined) return finish(", "if (mask !== null) return finish("]],
    tests: ["test/losses.test.ts"],
    caughtBy: "what the mask leaves out gets no gradient, whatever its target, to the bit",
  },
  {
    name: "a tape can run twice",
    file: "src/tensor.ts",
    edits: [["  tape.length = 0;\n", ""]],
    tests: ["test/tensor.test.ts"],
    caughtBy: "a tape runs once",
  },
  {
    name: "the tape runs each op's gradient twice",
    file: "src/tensor.ts",
    edits: [["index--) tape[index]();", "index--) for (const twice of [0, 1]) tape[index](twice);"]],
    tests: ["test/tensor.test.ts"],
    caughtBy: "used k times has the sum",
  },
  {
    name: "the arena isn't reset after a step",
    file: "src/workspace.ts",
    edits: [["      this.tape = tape;\n      this.#top = top;\n", "      this.tape = tape;\n"]],
    tests: ["test/workspace.test.ts"],
    caughtBy: "a step's memory is the next one's",
  },
];
