// For threads that tests start from the source (src/worker.ts): Node runs it as it stands. Loaded by --import, see vitest.config.ts.
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

// The tests' own thread has Vitest for that.
if (!isMainThread) register("./typescript-hooks.mjs", import.meta.url);
