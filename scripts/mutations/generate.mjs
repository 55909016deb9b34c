// Faults of the generators of texts and of numbers.
const texts = ["test/tasks/generate.test.ts"];
const draws = ["test/tasks/generate/sample.test.ts"];
const numbers = ["test/tasks/generate/numbers.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const generate = [
  {
    name: "a text's temperature ignored",
    file: "src/tasks/generate/sample.ts",
    edits: [["exp((logits[token] - most) / temperature)", "exp(logits[token] - most)"]],
    tests: draws,
    caughtBy: "p ∝ p^(1/temperature)",
  },
  {
    name: "top-p without the token that reaches it",
    file: "src/tasks/generate/sample.ts",
    edits: [["return before < topP;", "return sum < topP;"]],
    tests: draws,
    caughtBy: "adds up to 1",
  },
  {
    name: "each drawn token read without the state before it",
    file: "src/tasks/generate/model.ts",
    edits: [["read(this.network, Int32Array.of(token), state));", "read(this.network, Int32Array.of(token)));"]],
    tests: texts,
    caughtBy: "brackets of its own close as they open",
  },
  {
    name: "a roll's nats with 0 and 1 swapped",
    file: "src/tasks/generate/numbers/head.ts",
    edits: [["softplus(frame[c] === 1 ? -output[c] : output[c])", "softplus(frame[c] === 1 ? output[c] : -output[c])"]],
    tests: numbers,
    caughtBy: "learns to within 0.05 nats a frame",
  },
  {
    name: "numbers drawn with temperature in place of its root",
    file: "src/tasks/generate/numbers/head.ts",
    edits: [["Math.sqrt(temperature)", "temperature"]],
    tests: numbers,
    caughtBy: "temperature spreads the draws",
  },
  {
    name: "the label not told to the net",
    file: "src/tasks/generate/numbers/parts.ts",
    edits: [["out[at + channels + 1 + label] = 1;", "out[at + channels + 1 + label] = 0;"]],
    tests: numbers,
    caughtBy: "learns what a label means",
  },
  {
    name: "numbers scaled by the test part too",
    file: "src/tasks/generate/numbers/fit.ts",
    edits: [["fitScales(frames, parts.training, ", "fitScales(frames, [...parts.training, ...parts.test], "]],
    tests: numbers,
    caughtBy: "nothing of the test part",
  },
];
