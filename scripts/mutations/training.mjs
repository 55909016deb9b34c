// Faults in updates, training runs, checkpoints and resuming.
const updates = ["test/trainer/update.test.ts"];
const resume = ["test/trainer/resume.test.ts"];
const runs = ["test/trainer.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const training = [
  {
    name: "no gradient clipping",
    file: "src/trainer/update.ts",
    edits: [["clipNorm(kernels, blocks, settings.clipNorm)", "clipNorm(kernels, blocks, Number.POSITIVE_INFINITY)"]],
    tests: updates,
    caughtBy: "clip",
  },
  {
    name: "adam without bias correction",
    file: "src/optimizers/adam.ts",
    edits: [
      ["const bias1 = 1 - pow(beta1, step);", "const bias1 = 1;"],
      ["const bias2 = 1 - pow(beta2, step);", "const bias2 = 1;"],
    ],
    tests: ["test/optimizers.test.ts"],
    caughtBy: "adam: the first move is the rate",
  },
  {
    name: "weight decay on biases",
    file: "src/trainer/update.ts",
    edits: [["parameter.isVector && !settings.decayVectors ? 0 : ", ""]],
    tests: updates,
    caughtBy: "decay",
  },
  {
    name: "frozen parameters are updated",
    file: "src/trainer/update.ts",
    edits: [[".filter(({ trainable }) => trainable)", ""]],
    tests: updates,
    caughtBy: "frozen",
  },
  {
    name: "an update with NaN weights kept",
    file: "src/trainer/update.ts",
    edits: [["if (broken === undefined) return", "if (broken !== null) return"]],
    tests: updates,
    caughtBy: "finite",
  },
  {
    name: "a gradient that isn't finite applied",
    file: "src/trainer/update.ts",
    edits: [["    if (!Number.isFinite(gradNorm)) return", "    if (gradNorm === null) return"]],
    tests: updates,
    caughtBy: "finite",
  },
  {
    name: "padding counts in the loss",
    file: "src/trainer/update.ts",
    edits: [["if (lengths === undefined || !timed) return undefined;", "if (timed || !timed) return undefined;"]],
    tests: ["test/losses/masks.test.ts"],
    caughtBy: "the loss is the mean over real steps",
  },
  {
    name: "the optimizer's state isn't restored on resume",
    file: "src/trainer/snapshot.ts",
    edits: [["  for (const { at, values } of slots) workspace.memory.reals(at, values.data.length).set(values.data);\n", ""]],
    tests: resume,
    caughtBy: "same bits",
  },
  {
    name: "the place in the data isn't resumed",
    file: "src/trainer.ts",
    edits: [["let skip = this.#position.batch;", "let skip = 0;"]],
    tests: resume,
    caughtBy: "same bits",
  },
  {
    name: "the carried state isn't resumed",
    file: "src/trainer.ts",
    edits: [["    this.#carried = carried;\n", ""]],
    tests: resume,
    caughtBy: "same bits",
  },
  {
    name: "the best weights aren't resumed",
    file: "src/trainer.ts",
    edits: [["    this.#best = best;\n", ""]],
    tests: resume,
    caughtBy: "same bits",
  },
  {
    name: "the schedule isn't resumed",
    file: "src/trainer.ts",
    edits: [["    if (position.schedule !== null) this.options.schedule?.restore?.(position.schedule);\n", ""]],
    tests: resume,
    caughtBy: "same bits",
  },
  {
    name: "a second run goes on with the first one's optimizer state",
    file: "src/trainer.ts",
    edits: [["if (firstStep === 0) workspace", "if (firstStep < 0) workspace"]],
    tests: ["test/workspace.test.ts"],
    caughtBy: "a second run starts with a fresh optimizer",
  },
  {
    name: "early stopping doesn't restore the best weights",
    file: "src/trainer.ts",
    edits: [["    if (restore) this.options.network.loadStateDict(this.#best as State);\n", ""]],
    tests: runs,
    caughtBy: "best",
  },
  {
    name: "dropout stays on in validation",
    file: "src/trainer/update.ts",
    edits: [["{ training: false, seed, step: 0 }", "{ training: true, seed, step: 0 }"]],
    tests: runs,
    caughtBy: "validation",
  },
  {
    name: "truncated backpropagation forgets the state",
    file: "src/trainer.ts",
    edits: [["this.#carried = options.carryState || !last ? made.state : undefined;", "this.#carried = undefined;"]],
    tests: runs,
    caughtBy: "trunca",
  },
  {
    name: "every epoch in the same order",
    file: "src/batch.ts",
    edits: [['generator(seed, "shuffle", epoch)', 'generator(seed, "shuffle")']],
    tests: ["test/batch.test.ts"],
    caughtBy: "epoch",
  },
];
