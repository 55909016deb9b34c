/** Threads in browsers: module workers. */
import { type Asked, question } from "./question.ts";

export const cores = (): number => navigator.hardwareConcurrency;

export function startThread(): Asked & { end(): Promise<void> } {
  // Bundlers look for this very form.
  const worker = new Worker(new URL("../worker.js", import.meta.url), { type: "module" });
  const { ask, answered, failed } = question((message, transfer) => worker.postMessage(message, [...transfer]));
  worker.onmessage = ({ data }) => answered(data);
  worker.onmessageerror = () => failed(new Error("a message that can't be read"));
  worker.onerror = ({ message }) => failed(new Error(message ?? "the worker's script can't be loaded"));
  return {
    ask,
    async end() {
      worker.terminate();
    },
  };
}

export function answerWith(answer: (message: unknown) => readonly [reply: unknown, transfer: readonly ArrayBuffer[]]): void {
  self.onmessage = ({ data }) => {
    const [reply, transfer] = answer(data);
    self.postMessage(reply, { transfer: [...transfer] });
  };
}
