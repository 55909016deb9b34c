// Faults in turning sources into targets.
const task = ["test/tasks/translate.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const translate = [
  {
    name: "attention looks at a source's padding",
    file: "src/tasks/translate/layer.ts",
    edits: [["? 0 : never", "? 0 : 0"]],
    tests: task,
    caughtBy: "a source gets the same alone and among others",
  },
  {
    name: "the end of a target is ignored",
    file: "src/tasks/translate/search.ts",
    edits: [["if (token === 0 && rank < beam)", "if (token === -1 && rank < beam)"]],
    tests: task,
    caughtBy: "is learnt: all unseen ones are whole",
  },
  {
    name: "a beam judges by the sum of its log probabilities",
    file: "src/tasks/translate/search.ts",
    edits: [["logProbability / (tokens.length + (ended ? 1 : 0))", "logProbability / (tokens.length === -1 || ended ? 1 : 1)"]],
    tests: ["test/tasks/translate/search.test.ts"],
    caughtBy: "a beam that holds all finds the target with the highest mean log P",
  },
  {
    name: "the decoder is given the token that it should say",
    file: "src/tasks/translate/pairs.ts",
    edits: [["inputs[from + S + 1 + t] = -(number", "inputs[from + S + t] = -(number"]],
    tests: ["test/tasks/translate/plan.test.ts"],
    caughtBy: "hold each pair once an epoch, its target one step late",
  },
  {
    name: "a target's end isn't trained",
    file: "src/tasks/translate/pairs.ts",
    edits: [["    mask[k * T + target.length] = 1;\n", ""]],
    tests: ["test/tasks/translate/plan.test.ts"],
    caughtBy: "hold each pair once an epoch, its target one step late",
  },
  {
    name: "targets of the test are in the vocabulary",
    file: "src/tasks/translate/plan.ts",
    edits: [["parts.train.map(({ target }) => target)", "all.map(({ target }) => target)"]],
    tests: ["test/tasks/translate/plan.test.ts"],
    caughtBy: "the test's and validation's targets and tokens reach no weight",
  },
  {
    name: "a source may be trained on and tested",
    file: "src/tasks/translate/plan.ts",
    edits: [["parts.train = parts.train.filter((tokens) => !judging.has(keyOf(tokens, kind)));", "parts.train = [...parts.train];"]],
    tests: ["test/tasks/translate/plan.test.ts"],
    caughtBy: "no source is in two parts",
  },
];
