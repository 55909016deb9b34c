/** L17: the gates of an LSTM do what the lesson says. Each is forced by its bias, its weights at 0: 1 open, 0 shut. */
import { network, recurrent } from "../layers/index.ts";
import type { Claim, Finding } from "../lesson.ts";
import { drawn, drawnAll } from "../lesson-picture.ts";
import { sum } from "../ops/index.ts";
import { generator } from "../random.ts";
import { largestDifference, normals } from "./shared/numbers.ts";

const [T, I, H] = [20, 2, 6];
const order = ["i", "f", "g", "o"];
/** σ(±800) is 1 and 0 in float64. */
const sure = 800;

type Forced = Readonly<Partial<Record<"i" | "f" | "o", 0 | 1>>>;

/** A net with random weights, some gates forced. */
function netWith(forced: Forced) {
  const net = network(recurrent({ cell: "lstm", input: I, hidden: H }), { backend: "reference", seed: 3 });
  const weights = net.stateDict();
  const rowOf = (name: string, k: number): string => order[Math.floor(k / (weights[name].data.length / order.length))];
  const changed = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      {
        shape,
        data: Float64Array.from(data, (value, k) => {
          const to = forced[rowOf(name, k) as keyof Forced];
          if (to === undefined) return value;
          return name === "bias_ih_l0" ? (to === 1 ? sure : -sure) : 0;
        }),
      },
    ]),
  );
  net.loadStateDict(changed);
  return net;
}

const random = generator(1, "c");
const h = { shape: [1, 1, H], data: new Float64Array(H) };
const c = { shape: [1, 1, H], data: Float64Array.from({ length: H }, () => random.normal()) };
const x = normals(1, "x", [1, T, I]);

/** c_T, h_T and ∂Σc_T/∂c_0; and c of the first unit at each step. */
function run(forced: Forced, from = c) {
  const { state, initial, recordings } = netWith(forced).gradients(
    x,
    (_, states) => sum(states.get("c") as NonNullable<ReturnType<typeof states.get>>),
    {
      state: { h, c: from },
      record: true,
    },
  );
  const cells = recordings[0].states.get("c")?.data ?? [];
  const course = [from.data[0], ...Array.from({ length: T }, (_, t) => cells[t * H])];
  return { c: state.c.data, h: state.h.data, through: initial.c.data, course };
}

const largest = (list: ArrayLike<number>): number => largestDifference(list, new Float64Array(list.length));

type Course = { readonly course: readonly number[] };

function picturesOf(
  { wiped, free, unread, read, hidden, shown }: Readonly<Record<string, number>>,
  runs: Readonly<Record<"free" | "forgot" | "kept" | "empty", Course>>,
): Finding["pictures"] {
  const line = (label: string, { course }: Course) => ({ label, values: drawnAll(course) });
  return [
    { id: "L17-lstm", kind: "unit", cell: "lstm" },
    { id: "L17-gru", kind: "unit", cell: "gru" },
    {
      id: "L17-forced",
      kind: "bars",
      measures: ["gateFree", "gateShut"],
      rows: [
        { name: "forgetPasses", values: [free, wiped].map(drawn) },
        { name: "inputWrites", values: [read, unread].map(drawn) },
        { name: "outputShows", values: [shown, hidden].map(drawn) },
      ],
    },
    {
      id: "L17-cell",
      kind: "lines",
      across: "step",
      lines: [
        line("allFree", runs.free),
        line("f = 0", runs.forgot),
        line("f = 1, i = 0", runs.kept),
        line("inputShutFromEmpty", runs.empty),
      ],
    },
  ];
}

export const gates: Claim = {
  id: "L17",
  async measure() {
    const free = run({});
    const forgot = run({ f: 0 });
    const kept = run({ f: 1, i: 0 });
    // From an empty cell state: what is in it at the end has been written.
    const [empty, written] = [run({ i: 0 }, h), run({}, h)];
    const [unread, read] = [largest(empty.c), largest(written.c)];
    const shut = run({ o: 0 });
    const held = largestDifference(kept.c, c.data);
    const figures = {
      steps: T,
      /** What is left of c_0 in c_T where the forget gate is shut, and where it is free. */
      wiped: largest(forgot.through),
      free: largest(free.through),
      held,
      unread,
      read,
      hidden: largest(shut.h),
      shown: largest(free.h),
      cell: largest(shut.c),
    };
    const holds = figures.wiped === 0 && held === 0 && unread === 0 && read > 0 && figures.hidden === 0 && figures.cell > 0;
    return { id: "L17", standing: holds ? "holds" : "fails", figures, pictures: picturesOf(figures, { free, forgot, kept, empty }) };
  },
};
