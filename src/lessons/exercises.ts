/**
 * Exercises for a class: each is one command, to be run after those before it in one folder. What it showed when its answer was written stands
 * here (the default backend gives the same bits everywhere), and a test runs it again. Questions and answers: the catalogue's `exercises`.
 */

export const exerciseIds = ["E1", "E2", "E3", "E4", "E5", "E6"] as const;
export type ExerciseId = (typeof exerciseIds)[number];

export interface Exercise {
  readonly id: ExerciseId;
  /** What to run before, to have its data. */
  readonly before?: string;
  readonly command: string;
  /** Numbers that the answer names. */
  readonly figures: Readonly<Record<string, number>>;
}

export const exercises: readonly Exercise[] = [
  { id: "E1", command: "memoria lesson 6", figures: { five: 0.3187, six: -0.06433, two: 0.25437, total: 0.51546, share: 0.49348 } },
  {
    id: "E2",
    command: "memoria lesson 12 --seeds 5 --quick",
    figures: { sigma: 1.31841, bound40: 63386.6, rate40: 0.0147809, at40: 0.00023668 },
  },
  {
    id: "E3",
    command: "memoria lesson 16 --quick",
    figures: { perStep: 3232, ground: 103040, long: 32423040, cut: 157984, cosine: 0.999435 },
  },
  { id: "E4", command: "memoria lesson 17", figures: { free: 0.0127052, asConstant: 0.803895, needed: 0.994746, bias: 5.24346 } },
  {
    id: "E5",
    before: "memoria datasets airline --csv airline.csv",
    command: "memoria forecast airline.csv --horizon 12 --lookback 6 --hidden 8 --epochs 30 --out air/",
    figures: { lstm: 19.6888, seasonal: 36.0139, naive: 66.8056 },
  },
  {
    id: "E6",
    command: "memoria inspect air/ airline.csv",
    figures: { tau: 4.0099, forget: 0.779282, left: 0.0501572, needed: 0.943874, tauNeeded: 17.3123 },
  },
];
