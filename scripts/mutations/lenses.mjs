// Faults in what the lenses measure, and in the doctor's judgement.

/** @type {import("./index.mjs").Mutation[]} */
export const lenses = [
  {
    name: "gradient flow counts lags from the wrong end for a layer that reads backwards",
    file: "src/lenses/shared/places.ts",
    edits: [["place.reverse ? lag : length - 1 - lag", "length - 1 - lag"]],
    tests: ["test/lenses/gradient-flow.test.ts"],
    caughtBy: "relative error < 1e-6 gru, both directions",
  },
  {
    name: "the envelope takes the smallest row",
    file: "src/lenses/gradient-flow.ts",
    edits: [["largest[lag] = Math.max(", "largest[lag] = Math.min(largest[lag] || 1e9, "]],
    tests: ["test/lenses/gradient-flow.test.ts"],
    caughtBy: "relative error < 1e-6 lstm with peepholes, two layers",
  },
  {
    name: "the bound takes ρ for σ",
    file: "src/lenses/gradient-flow.ts",
    edits: [["power(gamma * sigma)", "power(gamma * rho)"]],
    tests: ["test/lenses/gradient-flow.test.ts"],
    caughtBy: "σ and ρ are told apart",
  },
  {
    name: "who teaches whom loses the rows that have ended",
    file: "src/lenses/bptt-matrix.ts",
    edits: [["step > 0 ? [k] : []", "step > 1 ? [k] : []"]],
    tests: ["test/lenses/bptt-matrix.test.ts"],
    caughtBy: "a window's gradient: cosines, parts and shares",
  },
  {
    name: "time constants without the logarithm",
    file: "src/lenses/gates.ts",
    edits: [["-1 / log(mean)", "1 / (1 - mean)"]],
    tests: ["test/lenses/gates.test.ts"],
    caughtBy: "time constants are −1/ln of the mean forget gate",
  },
  {
    name: "ablation keeps one step too many",
    file: "src/lenses/memory-horizon.ts",
    edits: [["step < length - lag; step++", "step < length - lag - 1; step++"]],
    tests: ["test/lenses/memory-horizon.test.ts"],
    caughtBy: "ablation against an LSTM in plain loops",
  },
  {
    name: "a held gate stays held",
    file: "src/lenses/shared/force.ts",
    edits: [["for (const [layer, cell] of changed) layer.cell = cell;", ""]],
    tests: ["test/lenses/gates.test.ts"],
    caughtBy: "leaves the network as it was",
  },
  {
    name: "the spectral radius by the real parts alone",
    file: "src/lenses/shared/spectrum.ts",
    edits: [["eigenvalues(A).map(([re, im]) => size(re, im))", "eigenvalues(A).map(([re]) => Math.abs(re))"]],
    tests: ["test/lenses/spectrum.test.ts"],
    caughtBy: "a rotation, whose eigenvalues are a complex pair",
  },
  {
    name: "the landscape leaves its last weights in the net",
    file: "src/lenses/landscape.ts",
    edits: [["parameter.assign([own[k]])", "parameter.assign([own[k] + 0.1])"]],
    tests: ["test/lenses/landscape.test.ts"],
    caughtBy: "the weights are as before",
  },
  {
    name: "the doctor blames the state for what the gate broke",
    file: "src/lenses/doctor/trace.ts",
    edits: [["[...gates, ...states].flatMap", "[...states, ...gates].flatMap"]],
    tests: ["test/lenses/doctor.test.ts"],
    caughtBy: "to the gate, not to the states that it spoils at the same step",
  },
];
