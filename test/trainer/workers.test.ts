import { afterEach, describe, expect, it, vi } from "vitest";
import type { Thread } from "#parallel";
import { batches } from "../../src/batch.ts";
import { lstm } from "../../src/cells/index.ts";
import { DataError, ModelError, OptionError } from "../../src/errors.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { reduced } from "../../src/loss.ts";
import { losses } from "../../src/losses/index.ts";
import { square, subtract } from "../../src/ops/index.ts";
import { type Case, cases, normals, outcome, start, T } from "./workers.ts";

/** Threads that were started, and how many of them were ended. */
const threads: { thread: Thread; ended: boolean }[] = [];
vi.mock("#parallel", async (original) => {
  const real = await original<typeof import("#parallel")>();
  return {
    ...real,
    startThread() {
      const thread = real.startThread();
      const entry = { thread, ended: false };
      threads.push(entry);
      const end = (): Promise<void> => {
        entry.ended = true;
        return thread.end();
      };
      return { ask: thread.ask, end };
    },
  };
});
afterEach(() => {
  expect(threads.filter(({ ended }) => !ended)).toEqual([]);
  threads.length = 0;
});

const [first] = Object.values(cases);
const words = cases["words, their classes, and a mask that leaves out whole rows"];

describe("1, 2 and 4 workers give the same bits: losses, norms, weights, the optimizer's state and the carried one", () => {
  it.each(Object.entries(cases))("%s", async (_name, own) => {
    const alone = await outcome(start(own));
    expect(threads).toHaveLength(0);
    expect(await outcome(start(own, { workers: 2 }))).toEqual(alone);
    expect(threads).toHaveLength(1);
    expect(await outcome(start(own, { workers: 4 }))).toEqual(alone);
    expect(threads.map(({ ended }) => ended)).toEqual([true, true, true, true]);
  });

  it("3 work as 2 do; frozen weights stay", async () => {
    const frozen = async (workers: number): Promise<unknown> => {
      const run = start(first, { workers });
      run.options.network.freeze("0");
      return outcome(run);
    };
    expect(await frozen(3)).toEqual(await frozen(1));
  });

  it("a run that 2 workers began goes on with 1 or 4 to the same bits", async () => {
    const alone = start(first);
    const { weights } = await outcome(alone);
    for (const workers of [1, 4]) {
      const begun = start(first, { workers: 2 });
      for await (const { step } of begun) if (step === 3) break;
      const run = start(first, { workers });
      run.restore(begun.snapshot());
      expect((await outcome(run)).weights).toEqual(weights);
    }
  });
});

describe("what can't be shared", () => {
  const small: Case = { ...first, data: { inputs: normals(20, T, 5), targets: normals(20, T, 2) } };
  const own = (more: Partial<Case>): Promise<unknown> => outcome(start({ ...first, ...more }, { workers: 2 }));

  it("a small batch starts no thread", async () => {
    await outcome(start(small, { workers: 4 }));
    expect(threads).toHaveLength(0);
  });

  it("a cell or loss of one's own is refused with 2 workers, and runs with 1", async () => {
    const cell = { ...lstm(), kind: "mine", twin: undefined };
    const net = (): Case["net"] => () => sequential([recurrent({ cell, input: 5, hidden: 64 }), linear({ output: 2 })]);
    await expect(own({ net: net() })).rejects.toThrow(OptionError);
    await expect(own({ net: net() })).rejects.toThrow(
      /^invalid workers: expected 1 with a layer or cell of your own.*unknown cell.*"mine"/,
    );
    const loss = reduced((output, target) => square(subtract(output, target)));
    await expect(own({ loss })).rejects.toThrow(/^invalid workers: expected 1 with a loss of your own.*, got 2$/);
    expect(await outcome(start({ ...first, loss }))).toBeDefined();
  });

  it.each([0, 1.5, 65, "2"])("%s workers are refused", (workers) => {
    expect(() => start(first, { workers: workers as number })).toThrow(/^invalid workers: expected an integer from 1 to 64, or auto, got /);
  });
});

describe("a run with workers that can't go on", () => {
  it("a worker that ends is a ModelError `worker-lost`; the snapshot from before goes on to the same bits", async () => {
    const alone = await outcome(start(first));
    const run = start(first, { workers: 2 });
    const failed = (async () => {
      for await (const { step } of run) if (step === 2) await threads[0].thread.end();
    })();
    await expect(failed).rejects.toMatchObject({ code: "worker-lost", got: "the thread ended with status 1" });
    await expect(failed).rejects.toThrow(ModelError);
    expect(run.result).toMatchObject({ reason: "aborted", steps: 2 });
    const after = start(first);
    after.restore(run.snapshot());
    expect((await outcome(after)).weights).toEqual(alone.weights);
  });

  it("a fault in the data is the same DataError as with one worker, told with the batch's own numbers", async () => {
    const tokens = Array.from(words.data.inputs.data, (token, k) => (k === 30 * T + 4 ? 40 : token));
    const data = { ...words.data, inputs: { ...words.data.inputs, data: tokens } };
    const source = batches(data, { size: 131, shuffle: false });
    for (const workers of [1, 2]) {
      const failed = outcome(start(words, { batches: source, workers }));
      await expect(failed).rejects.toThrow(DataError);
      await expect(failed).rejects.toThrow(`token ${30 * T + 4}: expected a token from 0 to 39, got 40`);
    }
  });

  it("an abort ends it within one update, and the time limit too", async () => {
    const controller = new AbortController();
    const run = start(first, { workers: 2, signal: controller.signal, epochs: 100 });
    const { reason, steps } = await run.run(({ step }) => step === 3 && controller.abort());
    expect({ reason, steps }).toEqual({ reason: "aborted", steps: 3 });
    expect((await start(first, { workers: 2, maxSeconds: 0.2, epochs: 10_000 }).run()).reason).toBe("time-limit");
  });

  it("evaluate by itself ends its threads; inside a run it uses them", async () => {
    const source = batches(first.data, { size: 131 });
    const run = start(first, { workers: 2 });
    const before = await start(first).evaluate(source);
    expect(await run.evaluate(source)).toBe(before);
    expect(threads.map(({ ended }) => ended)).toEqual([true]);
    for await (const { step } of run) if (step === 1) await run.evaluate(source);
    expect(threads).toHaveLength(2);
  });
});

describe("losses", () => {
  it("each says how a worker makes it again", () => {
    for (const [kind, make] of Object.entries(losses)) expect(make({ levels: [0.5] } as never).made?.kind).toBe(kind);
  });
});
