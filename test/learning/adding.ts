import { adding } from "../../src/datasets/adding.ts";
import { mse } from "../../src/losses/index.ts";
import type { Study } from "./learn.ts";

/** The adding problem at T = 100, B 32, H 64: the same study for each cell. */
export const addingStudy = (cell: Study["cell"]): Study => ({
  cell,
  hidden: 64,
  learningRate: 0.01,
  returns: "last",
  loss: mse(),
  features: [2, 1],
  make: (seed, step, batch) => adding({ seed, step, batch, length: 100 }),
  held: adding({ seed: 2, batch: 500, length: 100 }),
  solved: 0.01,
});
