/** Training shared by workers, down to a hash, for the page of workers.test.ts and for Node. */
import { cases, outcome, start } from "../trainer/workers.ts";

/** Losses, norms and the bits of the weights of a run by so many workers. */
export const train = async (workers: number): Promise<unknown> => outcome(start(Object.values(cases)[0], { workers }));
