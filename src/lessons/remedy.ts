/**
 * L14: GRU and LSTM remedy it. The adding problem (two numbers of a long sequence are marked, the answer is their sum) for growing T, with as many
 * weights in each net, every run counted.
 */
import { adding } from "../datasets/adding.ts";
import { linear, recurrent, sequential } from "../layers/index.ts";
import { type Claim, type Finding, type LessonSettings, seedsOf } from "../lesson.ts";
import { drawn, type RunsPicture } from "../lesson-picture.ts";
import { mse } from "../losses/index.ts";
import { mean, median } from "./shared/numbers.ts";
import { type Studied, study } from "./shared/study.ts";

/** Always answering 1 has 1/6; solved is far from it. */
const solvedBelow = 0.02;

/** 4,685, 4,627 and 4,641 weights. */
const nets = [
  { cell: "rnn", hidden: 66 },
  { cell: "gru", hidden: 37 },
  { cell: "lstm", hidden: 32 },
] as const;

/** The three nets on the adding problem at each length. */
export async function addingFor(lengths: readonly number[], updates: number, settings: LessonSettings): Promise<Omit<Finding, "id">> {
  const { seeds, signal, onPart } = settings;
  const rows: (string | number | null)[][] = [];
  const solvedAt = new Map<string, number>();
  const points: RunsPicture["runs"][number][] = [];
  // In steps of a sequence, which is what training costs.
  let done = 0;
  for (const length of lengths) {
    const held = adding({ seed: 999, batch: 200, length });
    for (const { cell, hidden } of nets) {
      const runs: Studied[] = [];
      for (const seed of seedsOf(settings)) {
        onPart?.(done / (lengths.reduce((sum, one) => sum + one, 0) * nets.length * seeds));
        done += length;
        const network = sequential([recurrent({ cell, input: 2, hidden, returns: "last" }), linear({ output: 1 })], { seed });
        const make = (step: number) => adding({ seed, step, batch: 32, length });
        runs.push(await study({ network, loss: mse(), make, held, updates, solved: solvedBelow, signal }));
      }
      for (const { loss } of runs) points.push({ net: cell, length, error: drawn(loss) ?? 1, solved: loss < solvedBelow });
      const solved = runs.filter(({ loss }) => loss < solvedBelow);
      solvedAt.set(`${cell} ${length}`, solved.length);
      const needed = solved.length === 0 ? null : median(solved.map((run) => run.updates));
      rows.push([length, cell, `${solved.length}/${seeds}`, needed, mean(runs.map(({ loss }) => loss))]);
    }
  }
  const longest = lengths[lengths.length - 1];
  const [plain, gru, lstm] = nets.map(({ cell }) => solvedAt.get(`${cell} ${longest}`) ?? 0);
  const all = gru === seeds && lstm === seeds;
  return {
    standing: all && plain === 0 ? "holds" : gru + lstm > 2 * plain ? "partly" : "fails",
    figures: { longest, plain, gru, lstm, runs: seeds, updates },
    table: { columns: ["T", "net", "solved", "updates", "error"], rows },
    pictures: [
      {
        id: "L14-runs",
        kind: "runs",
        nets: nets.map(({ cell }) => cell),
        lengths,
        runs: points,
        levels: [
          { name: "alwaysOne", value: 1 / 6 },
          { name: "solvedBelow", value: solvedBelow },
        ],
      },
    ],
  };
}

export const remedy: Claim = {
  id: "L14",
  async measure(settings) {
    const lengths = settings.quick ? [10, 50, 100] : [10, 50, 100, 200, 400];
    return { id: "L14", ...(await addingFor(lengths, settings.quick ? 1500 : 3000, settings)) };
  },
};
