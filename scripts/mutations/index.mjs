// The faults that the tests must see. `edits`: [find, replace], each find occurring once in the file. `caughtBy`: part of the full
// name of a test in `tests` that passes on the sound tree and must fail on the broken one; with `check`, part of a line that it prints.
import { cells } from "./cells.mjs";
import { doctor } from "./doctor.mjs";
import { engine } from "./engine.mjs";
import { forecast } from "./forecast.mjs";
import { generate } from "./generate.mjs";
import { lenses } from "./lenses.mjs";
import { tasks } from "./tasks.mjs";
import { training } from "./training.mjs";
import { translate } from "./translate.mjs";
import { workers } from "./workers.mjs";

/** @typedef {{ name: string, file: string, edits: [string, string][], tests?: string[], check?: string, caughtBy: string }} Mutation */

/** @type {Mutation[]} */
export const mutations = [
  ...cells,
  ...engine,
  ...training,
  ...workers,
  ...forecast,
  ...generate,
  ...lenses,
  ...doctor,
  ...tasks,
  ...translate,
];
