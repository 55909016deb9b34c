/** The lesson's claims, in its order. */
import type { Claim } from "../lesson.ts";
import { architecture } from "./architecture.ts";
import { equation } from "./equation.ts";
import { exploding } from "./exploding.ts";
import { gates } from "./gates.ts";
import { layers } from "./layers.ts";
import { memory } from "./memory.ts";
import { perceptron } from "./perceptron.ts";
import { manyToMany, manyToOne, oneToMany, oneToOne } from "./problem-types.ts";
import { remedy } from "./remedy.ts";
import { steps } from "./steps.ts";
import { throughTime } from "./through-time.ts";
import { unit } from "./unit.ts";
import { unrolling } from "./unrolling.ts";
import { vanishing } from "./vanishing.ts";

export const claims: readonly Claim[] = [
  memory,
  architecture,
  steps,
  equation,
  layers,
  throughTime,
  oneToOne,
  oneToMany,
  manyToOne,
  manyToMany,
  perceptron,
  vanishing,
  exploding,
  remedy,
  unit,
  unrolling,
  gates,
];
