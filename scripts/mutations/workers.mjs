// Faults in shards of batches, and in the threads that share them.

/** @type {import("./index.mjs").Mutation[]} */
export const workers = [
  {
    name: "dropout is keyed by the shard's rows, not the batch's",
    file: "src/trainer/objective.ts",
    edits: [["state, seed, rows, lengths", "state, seed, lengths"]],
    tests: ["test/trainer/shards.test.ts"],
    caughtBy:
      "the sum over shards is the whole batch's: loss within 1e-6, gradients within 1e-5 of their largest, states to the bit two lstm layers",
  },
  {
    name: "a worker adds its shards one after another, not as the tree has them",
    file: "src/trainer/part.ts",
    edits: [["const middle = (lo + hi) / 2;", "const middle = lo + 1;"]],
    tests: ["test/trainer/workers.test.ts"],
    caughtBy: "1, 2 and 4 workers give the same bits",
  },
  {
    name: "workers' parts are added in another order",
    file: "src/trainer/crew.ts",
    edits: [
      ["set(this.#pool.numbers(hand - 1) as RealArray)", "set(this.#pool.numbers((hand % (hands - 1)) as number) as RealArray)"],
      ["return parts[hand];", "return parts[hand === 0 ? 0 : 1 + (hand % (hands - 1))];"],
    ],
    tests: ["test/trainer/workers.test.ts"],
    caughtBy: "1, 2 and 4 workers give the same bits",
  },
  {
    name: "shards that follow from the number of workers",
    file: "src/trainer/crew.ts",
    edits: [["network.backend.rowsAlone ? mostShards : this.#pool.most", "this.#pool.most"]],
    tests: ["test/trainer/workers.test.ts"],
    caughtBy: "1, 2 and 4 workers give the same bits",
  },
  {
    name: "a shard's gradient isn't weighed by what counts in it",
    file: "src/trainer/part.ts",
    edits: [["backward(value, weight);", "backward(value);"]],
    tests: ["test/trainer/shards.test.ts"],
    caughtBy: "the sum over shards is the whole batch's",
  },
  {
    name: "a worker starts each batch from a state of zeros",
    file: "src/trainer/shards.ts",
    edits: [["rows, state: own };", "rows };"]],
    tests: ["test/trainer/shards.test.ts"],
    caughtBy: "have every s-th row, with its state",
  },
  {
    name: "a worker keeps the weights that it was first told",
    file: "src/worker/helper.ts",
    edits: [
      [
        "parameter.assign(numbers.subarray(at, at + parameter.size));",
        "if (parameter.values().data.every((x) => x === 0)) parameter.assign(numbers.subarray(at, at + parameter.size));",
      ],
    ],
    tests: ["test/trainer/workers.test.ts"],
    caughtBy: "1, 2 and 4 workers give the same bits",
  },
  {
    name: "threads outlive their run",
    file: "src/trainer.ts",
    edits: [["      breath.stop();\n      await this.#crew.stop();\n", "      breath.stop();\n"]],
    tests: ["test/trainer/workers.test.ts"],
    caughtBy: "1, 2 and 4 workers give the same bits",
  },
];
