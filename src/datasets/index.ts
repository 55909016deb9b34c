/** The bundled series, by name. */
import type { Dataset } from "../dataset.ts";
import { airline } from "./airline.ts";
import { sunspots } from "./sunspots.ts";

export const datasets: readonly Dataset[] = [airline, sunspots];

export { airline, sunspots };
