import { backends } from "../../src/backends/index.ts";

/** Why the native backend can't be tested here, or undefined. */
export const missingBlas: string | undefined = (() => {
  try {
    backends.get("native")?.describe();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
})();
