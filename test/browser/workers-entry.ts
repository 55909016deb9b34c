/** Training shared by workers, down to a hash, for the page of workers.test.ts and for Node. */
import { cases, outcome, start } from "../trainer/workers.ts";

/** Losses, norms and weights of a run by so many workers, and an error's code where it ends by one. */
export async function train(workers: number): Promise<string> {
  const { seen, weights } = (await outcome(start(Object.values(cases)[0], { workers }))) as { seen: unknown; weights: object };
  return JSON.stringify([seen, Object.values(weights).map(({ data }) => Array.from(data))]);
}
