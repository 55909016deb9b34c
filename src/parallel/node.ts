/** Threads in Node: worker_threads. An idle one keeps no process alive. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { type Asked, question } from "./question.ts";

// The tests run the source.
const file = import.meta.url.endsWith(".ts") ? "../worker.ts" : "../worker.js";

/** As this process is run; but a thread runs a file, and refuses the kind of text that `node -e` was given. */
const options = process.execArgv.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};

/** Loaded only where a thread starts: it brings Node's streams along, a tenth of an import. */
const threads = (): typeof import("node:worker_threads") => createRequire(import.meta.url)("node:worker_threads");

export const cores = availableParallelism;

export function startThread(): Asked & { end(): Promise<void> } {
  const worker = new (threads().Worker)(new URL(file, import.meta.url), options);
  const { ask, answered, failed } = question((message, transfer) => {
    worker.ref();
    worker.postMessage(message, [...transfer]);
  });
  worker.on("message", (reply) => {
    worker.unref();
    answered(reply);
  });
  worker.on("error", failed);
  worker.on("messageerror", failed);
  worker.on("exit", (code) => failed(new Error(`the thread ended with status ${code}`)));
  worker.unref();
  return {
    ask,
    async end() {
      await worker.terminate();
    },
  };
}

export function answerWith(answer: (message: unknown) => readonly [reply: unknown, transfer: readonly ArrayBuffer[]]): void {
  const { parentPort } = threads();
  parentPort?.on("message", (message) => {
    const [reply, transfer] = answer(message);
    parentPort?.postMessage(reply, [...transfer]);
  });
}
