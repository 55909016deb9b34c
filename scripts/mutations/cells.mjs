// Faults in the cells: equations, fused twins and kernels.
const goldens = ["test/goldens/layers.test.ts"];
const suite = ["test/backend.test.ts"];
const fused = ["test/layers/recurrent.gradient.test.ts"];
const conventions = ["test/conformance/conventions.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const cells = [
  {
    name: "lstm: gates i and o swapped (reference)",
    file: "src/backends/reference/lstm.ts",
    edits: [
      ["const i = sigmoid(x[at] + ", "const i = sigmoid(x[at + 3 * H] + "],
      ["const o = sigmoid(x[at + 3 * H] + ", "const o = sigmoid(x[at] + "],
    ],
    tests: goldens,
    caughtBy: "< 1e-9 lstm--1-uni-bias-0-whole-zeros",
  },
  {
    name: "lstm: gates i and o swapped (wasm)",
    file: "assembly/lstm.ts",
    edits: [
      [
        "const i = loadLanes(g, left), f = loadLanes(g + width, left)",
        "const i = loadLanes(g + 3 * width, left), f = loadLanes(g + width, left)",
      ],
      ["    sigmoidInPlace(atO, H);", "    sigmoidInPlace(g, H);"],
      ["    sigmoidInPlace(g, 2 * H);", "    sigmoidInPlace(g + width, H);\n    sigmoidInPlace(atO, H);"],
      ["show(atO, tc, h, y, H);", "show(g, tc, h, y, H);"],
    ],
    tests: goldens,
    caughtBy: "< 0.0001 lstm--1-uni-bias-0-whole-zeros",
  },
  {
    name: "gru: gates r and z swapped (reference)",
    file: "src/backends/reference/gru.ts",
    edits: [
      ["const z = x[at + H];\n    const after", "const z = x[at];\n    const after"],
      ["tanh(x[at + 2 * H] + x[at] * x[hn", "tanh(x[at + 2 * H] + x[at + H] * x[hn"],
    ],
    tests: goldens,
    caughtBy: "< 1e-9 gru--1-uni-bias-0-whole-zeros",
  },
  {
    name: "gru: gates r and z swapped (wasm)",
    file: "assembly/gru.ts",
    edits: [
      [
        "    addProduct(g + 2 * width, g, hn, H);\n    tanhInPlace(g + 2 * width, H);\n    blend(g + width, width, h, hp, y, H);",
        "    addProduct(g + 2 * width, g + width, hn, H);\n    tanhInPlace(g + 2 * width, H);\n    blend(g, 2 * width, h, hp, y, H);",
      ],
    ],
    tests: suite,
    caughtBy: "gru, reset after, forward and backward",
  },
  {
    name: "gru: gates r and z swapped in the equations",
    file: "src/cells/gru.ts",
    edits: [
      ["const [ar, az, an]", "const [az, ar, an]"],
      ["const [ur, uz]", "const [uz, ur]"],
    ],
    tests: fused,
    caughtBy: "gru, reset after, fused equals its equations",
  },
  {
    name: "gru: reset before where after was asked for, and after where before",
    file: "src/cells/gru.ts",
    edits: [
      ['const fused = reset === "after"', 'const fused = reset === "before"'],
      ['const un = reset === "after"', 'const un = reset === "before"'],
    ],
    tests: goldens,
    caughtBy: "< 1e-9 gru--1-uni-bias-0-whole-zeros",
  },
  {
    name: "gru: reset before takes the form of after, equations and twin alike",
    file: "src/cells/gru.ts",
    edits: [
      ['const fused = reset === "after" ? gruAfterTwin : gruBeforeTwin', "const fused = gruAfterTwin"],
      ['const un = reset === "after" ?', "const un = true ?"],
    ],
    tests: conventions,
    caughtBy: "GRU with linear_before_reset false",
  },
  {
    name: "gru: the candidate's recurrent bias forgotten",
    file: "src/ops/sequence/gru.ts",
    edits: [["n, H, H, bias === undefined ? 0 : 1, d.scratch", "n, H, H, 0, d.scratch"]],
    tests: fused,
    caughtBy: "gru, reset after, fused equals its equations",
  },
  {
    name: "lstm: the recurrent bias forgotten",
    file: "src/ops/sequence/lstm.ts",
    edits: [["joined: 4", "joined: 0"]],
    tests: goldens,
    caughtBy: "< 1e-9 lstm--1-uni-bias-0-whole-zeros",
  },
  {
    name: "lstm: the output gate's peephole sees c of the step before (reference)",
    file: "src/backends/reference/lstm.ts",
    edits: [["peephole(peep, H, 2, k) * after", "peephole(peep, H, 2, k) * before"]],
    tests: suite,
    caughtBy: "lstm (peepholes true, buffers kept true)",
  },
  {
    name: "lstm: the output gate's peephole sees c of the step before (wasm)",
    file: "assembly/lstm.ts",
    edits: [
      [
        "    update(g, width, c, cp, y, H);\n    if (peep) addProduct(atO, peep + 2 * width, c, H);",
        "    if (peep) addProduct(atO, peep + 2 * width, c, H);\n    update(g, width, c, cp, y, H);",
      ],
    ],
    tests: suite,
    caughtBy: "lstm (peepholes true, buffers kept true)",
  },
  {
    name: "lstm: the output gate's peephole sees c of the step before, in the equations",
    file: "src/cells/lstm.ts",
    edits: [["multiply(next, po)", "multiply(c, po)"]],
    tests: fused,
    caughtBy: "lstm with peepholes, fused equals its equations",
  },
  {
    name: "lstm: the projection's gradient dropped",
    file: "src/ops/sequence/lstm.ts",
    edits: [
      [
        "    if (d.weights.weight_hr !== undefined) weightGradient(d, d.weights.weight_hr",
        "    if (d.T < 0) weightGradient(d, d.weights.weight_hr",
      ],
    ],
    tests: goldens,
    caughtBy: "< 1e-9 lstm--1-uni-nobias-2-whole-zeros",
  },
  {
    name: "lstm: the forget gate's bias starts at 0",
    file: "src/cells/lstm.ts",
    edits: [[".fill(forgetBias, hidden, 2 * hidden)", ".fill(0, hidden, 2 * hidden)"]],
    tests: ["test/layers/weights.test.ts"],
    caughtBy: "lstm's forget bias is an option",
  },
  {
    name: "tanh′ is 1 − tanh (wasm)",
    file: "assembly/inline/lanes.ts",
    edits: [["f32x4.sub(splat(1.0), f32x4.mul(t, t))", "f32x4.sub(splat(1.0), t)"]],
    tests: suite,
    caughtBy: "rnn tanh forward and backward",
  },
  {
    name: "tanh′ is 1 − tanh (reference)",
    file: "src/backends/reference/rnn.ts",
    edits: [["total * (1 - x[at] * x[at])", "total * (1 - x[at])"]],
    tests: suite,
    caughtBy: "rnnBackward equals central differences",
  },
];
