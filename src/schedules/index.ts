/** The schedules, by name. */
import { cosine } from "./cosine.ts";
import { plateau } from "./plateau.ts";
import { step } from "./step.ts";
import { warmup } from "./warmup.ts";

/** `schedules.cosine({ updates: 4000 })` … */
export const schedules = { step, cosine, warmup, plateau } as const;
