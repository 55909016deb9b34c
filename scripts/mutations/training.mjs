// Faults in updates, training runs, checkpoints and resuming.
const updates = ["test/trainer/update.test.ts"];
const resume = ["test/trainer/resume.test.ts"];
const runs = ["test/trainer/truncation.test.ts"];

/** @type {import("./index.mjs").Mutation[]} */
export const training = [
  {
    name: "no gradient clipping",
    file: "src/trainer/update.ts",
    edits: [["byValue ? Number.POSITIVE_INFINITY : settings.clipNorm", "Number.POSITIVE_INFINITY"]],
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
    edits: [["parameter.isVector && !decayVectors ? 0 : ", ""]],
    tests: updates,
    caughtBy: "decay",
  },
  {
    name: "frozen weights take a gradient",
    file: "src/parameter.ts",
    edits: [["this.trainable && workspace.tape !== undefined", "workspace.tape !== undefined"]],
    tests: ["test/layers/weights.test.ts"],
    caughtBy: "frozen weights take no gradient",
  },
  {
    name: "an update whose numbers aren't finite is kept",
    file: "src/trainer/update.ts",
    edits: [
      ["if (!Number.isFinite(gradNorm)) return", "if (gradNorm === null) return"],
      ["if (broken === undefined) return", "if (broken !== null) return"],
    ],
    tests: ["test/trainer/faults.test.ts"],
    caughtBy: "leaves finite weights",
  },
  {
    name: "padding counts in the loss",
    file: "src/trainer/objective.ts",
    edits: [["if (lengths === undefined || !timed) return mask", "if (timed || !timed) return mask"]],
    tests: ["test/losses/masks.test.ts"],
    caughtBy: "the loss is the mean over real steps",
  },
  {
    name: "the optimizer's state isn't restored on resume",
    file: "src/trainer.ts",
    edits: [["    this.#optimizer = optimizer;\n", ""]],
    tests: resume,
    caughtBy: "gives the bits of the run that wasn't Adam with a cosine",
  },
  {
    name: "the place in the data isn't resumed",
    file: "src/trainer.ts",
    edits: [["walk(options, seed, epoch, this.#position.batch)", "walk(options, seed, epoch, 0)"]],
    tests: resume,
    caughtBy: "gives the bits of the run that wasn't Adam with a cosine",
  },
  {
    name: "the carried state isn't resumed",
    file: "src/trainer.ts",
    edits: [["    this.#carried = carried;\n", ""]],
    tests: resume,
    caughtBy: "gives the bits of the run that wasn't state carried from batch to batch",
  },
  {
    name: "the best weights aren't resumed",
    file: "src/trainer.ts",
    edits: [["    this.#best = best;\n", ""]],
    tests: resume,
    caughtBy: "gives the bits of the run that wasn't early stopping and a plateau",
  },
  {
    name: "the schedule isn't resumed",
    file: "src/trainer.ts",
    edits: [["    this.options.schedule?.restore?.(snapshot.position.schedule);\n", ""]],
    tests: resume,
    caughtBy: "gives the bits of the run that wasn't early stopping and a plateau",
  },
  {
    name: "a second run goes on with the first one's optimizer state",
    file: "src/trainer.ts",
    edits: [["    placeOptimizer(this.#settings, this.#optimizer ?? emptyOptimizer(this.#settings));\n", ""]],
    tests: ["test/workspace.test.ts"],
    caughtBy: "a second run starts with a fresh optimizer",
  },
  {
    name: "early stopping doesn't restore the best weights",
    file: "src/trainer.ts",
    edits: [["      network.loadStateDict(this.#best);\n", ""]],
    tests: ["test/trainer/stopping.test.ts"],
    caughtBy: "with the weights of the best epoch to the bit",
  },
  {
    name: "a validation loss counts batches, not rows",
    file: "src/trainer/objective.ts",
    edits: [
      ["total += counted * value.item();", "total += value.item();"],
      ["all += counted;", "all += 1;"],
    ],
    tests: ["test/trainer/progress.test.ts"],
    caughtBy: "a validation loss counts rows, not batches",
  },
  {
    name: "dropout stays on in validation",
    file: "src/trainer/objective.ts",
    edits: [["{ training: false, step: 0 }", "{ training: true, step: 0 }"]],
    tests: ["test/trainer/evaluate.test.ts"],
    caughtBy: "dropout is off in validation",
  },
  {
    name: "truncated backpropagation forgets the state",
    file: "src/trainer.ts",
    edits: [["this.#carried = options.carryState || !last ? state : undefined;", "this.#carried = undefined;"]],
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
