// Faults in the tasks: what is split, weighed and counted; a run that goes on; a model that is trained on; a stream.
const classify = ["test/tasks/classify.test.ts"];
const classifyParts = ["test/tasks/classify/parts.test.ts"];
const events = ["test/tasks/label/events.test.ts"];
const iob = ["test/tasks/label/iob.test.ts"];
const label = ["test/tasks/label.test.ts"];
const regress = ["test/tasks/regress.test.ts"];
const rounds = ["test/tasks/rounds.test.ts"];
const streams = ["test/tasks/streams.test.ts"];
const updates = ["test/tasks/updates.test.ts"];
const goesOn = "that was stopped goes on to the same bits";

/** @type {import("./index.mjs").Mutation[]} */
export const tasks = [
  {
    name: "classify: windows part the recordings of the test",
    file: "src/tasks/classify/split.ts",
    edits: [
      [
        '  for (const { group, label = "" } of cases) {\n    const own',
        '  for (const { name: group, label = "" } of cases) {\n    const own',
      ],
    ],
    tests: classifyParts,
    caughtBy: "test a fifth of each class's recordings",
  },
  {
    name: "classify: temperature and scales know the test",
    file: "src/tasks/classify/fit.ts",
    edits: [
      ['await trainNets(spec, classes, train, rounds, "train")', 'await trainNets(spec, classes, [...train, ...test], rounds, "train")'],
    ],
    tests: classify,
    caughtBy: "tests on sequences that have no part in training",
  },
  {
    name: "classify: class weights ignored",
    file: "src/tasks/classify/source.ts",
    edits: [["data: rows.map((row) => weights[row]) }", "data: rows.map(() => 1) }"]],
    tests: classify,
    caughtBy: "with balance, gives a rare class more of its own",
  },
  {
    name: "classify: a temperature that divides nothing",
    file: "src/tasks/classify/probability.ts",
    edits: [["  const ratio = (Math.sqrt(5) - 1) / 2;", "  if (lossAt(0) > 0) return 1;\n  const ratio = (Math.sqrt(5) - 1) / 2;"]],
    tests: classifyParts,
    caughtBy: "get the temperature that was put in",
  },
  {
    name: "label: class weights ignored",
    file: "src/tasks/label/fit.ts",
    edits: [["  if (!balance) return classes.map(() => 1);", "  if (balance !== null) return classes.map(() => 1);"]],
    tests: label,
    caughtBy: "balance: a rare class is found more often",
  },
  {
    name: "label: events are right with an overlap of a tenth",
    file: "src/tasks/label/events.ts",
    edits: [["export const leastOverlap = 0.5;", "export const leastOverlap = 0.1;"]],
    tests: events,
    caughtBy: "each event is in one pair at most, of one class, overlapping by half",
  },
  {
    name: "label: B after the same type goes on with the span",
    file: "src/tasks/label/iob.ts",
    edits: [
      ['(now.mark === "O" || now.mark === "B" || now.mark === "S" ||', '(now.mark === "O" || now.mark === "S" ||'],
      ['(now.mark === "B" || now.mark === "S" || before.mark === "O"', '(now.mark === "S" || before.mark === "O"'],
    ],
    tests: iob,
    caughtBy: "spans of tags, by CoNLL's rules",
  },
  {
    name: "label: scales fitted on the test too",
    file: "src/tasks/label/fit.ts",
    edits: [["fitEncoder(sequences, training);", "fitEncoder(sequences, plan.whole);"]],
    tests: label,
    caughtBy: "by time: other values in the test leave scalers",
  },
  {
    name: "regress: scales fitted on all rows",
    file: "src/tasks/regress/fit.ts",
    edits: [["      training.map(({ to }) => to),", "      plan.whole.map(({ to }) => to),"]],
    tests: regress,
    caughtBy: "same scalers, weights, ridges, ranges and scores before it, to the bit",
  },
  {
    name: "regress: a past target is that of the row itself",
    file: "src/tasks/regress/encode.ts",
    edits: [
      [
        "      inputs[row * channels + at] = last;\n      base[row] = last;\n      if (!Number.isNaN(target[row])) last = target[row];",
        "      if (!Number.isNaN(target[row])) last = target[row];\n      inputs[row * channels + at] = last;\n      base[row] = last;",
      ],
    ],
    tests: streams,
    caughtBy: "past targets as they become known: true",
  },
  {
    name: "rounds: a resumed training forgets the optimizer",
    file: "src/trainer.ts",
    edits: [["    this.#optimizer = optimizer;", "    this.#optimizer = emptyOptimizer(this.#settings);"]],
    tests: rounds,
    caughtBy: goesOn,
  },
  {
    name: "rounds: a resumed fit trains its finished nets again from their weights",
    file: "src/tasks/rounds.ts",
    edits: [["      this.#done.push(saved);\n      return saved.result;", "      this.#done.push(saved);"]],
    tests: rounds,
    caughtBy: goesOn,
  },
  {
    name: "rounds: a checkpoint of other data is taken",
    file: "src/tasks/rounds-file.ts",
    edits: [["  if (run.fingerprint !== fingerprint) throw", '  if (run.fingerprint === "") throw']],
    tests: rounds,
    caughtBy: "refuses a checkpoint of other data",
  },
  {
    name: "rounds: the time left is that of one training",
    file: "src/tasks/rounds.ts",
    edits: [["secondsLeft: own + (left - 1) * (progress.seconds + own) }", "secondsLeft: own }"]],
    tests: rounds,
    caughtBy: "says how long it takes over all trainings",
  },
  {
    name: "rounds: a checkpoint knows the data by their number alone",
    file: "src/tasks/fingerprint.ts",
    edits: [["    this.bytes(new Uint8Array(Float64Array.from(numbers).buffer));\n", ""]],
    tests: rounds,
    caughtBy: "is another for any other value",
  },
  {
    name: "update: classify begins from new weights",
    file: "src/tasks/classify/update.ts",
    edits: [["    network.loadStateDict(state);\n", ""]],
    tests: updates,
    caughtBy: "begins from the weights that it has",
  },
  {
    name: "update: the model before is trained itself",
    file: "src/tasks/label/update.ts",
    edits: [["  const network = makeNet(spec, encoder, true);", "  const network = fitted.net;"]],
    tests: updates,
    caughtBy: "has other weights and the same scales, classes, spec and scores; the one before stays",
  },
  {
    name: "update: a class that the model doesn't have is left out in silence",
    file: "src/tasks/label/update.ts",
    edits: [["    if (t < 0) continue;", "    if (t < 1e9) continue;"]],
    tests: updates,
    caughtBy: "is refused by name",
  },
  {
    name: "stream: a regressor's state is a row short",
    file: "src/tasks/regress/stream.ts",
    edits: [["Math.max(0, all.length - lookback)", "Math.max(0, all.length - lookback + 2)"]],
    tests: streams,
    caughtBy: "gives what predict gives for the rows so far",
  },
  {
    name: "stream: a target that falls out of the window is forgotten",
    file: "src/tasks/regress/stream.ts",
    edits: [["  if (gone > 0) target[0] ??= all[gone - 1];\n", ""]],
    tests: streams,
    caughtBy: "past targets as they become known: true",
  },
  {
    name: "encode: directions side by side by blocks instead of by step",
    file: "src/tasks/states.ts",
    edits: [["(at * parts.length + k) * H)", "(k * n * T + at) * H)"]],
    tests: streams,
    caughtBy: "label: by step, in both directions",
  },
];
