/** The bundled series, by name. */
import type { Dataset } from "../dataset.ts";
import { adding } from "./adding.ts";
import { airline } from "./airline.ts";
import { beats } from "./beats.ts";
import { copy } from "./copy.ts";
import { echo } from "./echo.ts";
import { parity } from "./parity.ts";
import { sunspots } from "./sunspots.ts";

export const datasets: readonly Dataset[] = [airline, sunspots];

export { airline, beats, sunspots };

/** Sequence problems that need memory, generated from a seed: what the learning tests train on. */
export const problems = { adding, copy, echo, parity } as const;
