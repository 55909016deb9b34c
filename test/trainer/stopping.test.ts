import { afterEach, describe, expect, it, vi } from "vitest";
import { batches } from "../../src/batch.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { all, rows, start, told, weightsOf } from "./small.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("early stopping", () => {
  // Targets of the validation part that the training part contradicts: its loss rises once the net has learnt.
  const opposite = { ...rows(), targets: { shape: [12, 1], data: Array.from(rows().targets.data, (value) => -value) } };
  const optimizer = () => optimizers.adam({ learningRate: 0.02 });

  it("stops after `patience` epochs without a better loss, with the weights of the best epoch to the bit", async () => {
    const run = start({ validation: batches(opposite), patience: 3, epochs: 50, optimizer: optimizer() });
    const losses: number[] = [];
    const weights: object[] = [];
    for await (const { valLoss } of run) {
      if (valLoss === undefined) continue;
      losses.push(valLoss);
      weights.push(weightsOf(run));
    }
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(run.result).toMatchObject({ reason: "early-stopping", epochs: best + 3, best: { epoch: best, valLoss: losses[best - 1] } });
    expect(losses.length).toBe(best + 3);
    expect(weightsOf(run)).toEqual(weights[best - 1]);
    expect(weightsOf(run)).not.toEqual(weights[weights.length - 1]);
  });

  it("a run that reaches its last epoch has the best weights too", async () => {
    const run = start({ validation: batches(opposite), patience: 50, epochs: 8, optimizer: optimizer() });
    const losses = (await all(run)).flatMap(({ valLoss }) => valLoss ?? []);
    expect(run.result?.reason).toBe("finished");
    expect(await run.evaluate(batches(opposite))).toBe(Math.min(...losses));
    expect(Math.min(...losses)).toBeLessThan(losses[losses.length - 1]);
  });
});

describe("a signal", () => {
  it("aborted before the start makes no update", async () => {
    const run = start({ signal: AbortSignal.abort() });
    const before = weightsOf(run);
    expect(await all(run)).toEqual([]);
    expect(run.result).toMatchObject({ reason: "aborted", steps: 0, epochs: 0 });
    expect(weightsOf(run)).toEqual(before);
  });

  it("aborted at update 2 ends the run after it, with that update's weights", async () => {
    const controller = new AbortController();
    const run = start({ signal: controller.signal });
    let weights: object | undefined;
    for await (const { step } of run) {
      if (step !== 2) continue;
      controller.abort();
      weights = weightsOf(run);
    }
    expect(run.result).toMatchObject({ reason: "aborted", steps: 2 });
    expect(weightsOf(run)).toEqual(weights);
  });

  it("aborted by a timer stops a run that nobody awaits in between: timers get their turn", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const result = await start({ signal: controller.signal, epochs: 1_000_000 }).run();
    expect(result.reason).toBe("aborted");
    expect(result.steps).toBeGreaterThan(0);
  });

  it("the event loop gets its turn after every update", async () => {
    let turns = 0;
    let going = true;
    const turn = (): void => {
      turns++;
      if (going) setImmediate(turn);
    };
    setImmediate(turn);
    let before = -1;
    await start({ epochs: 20 }).run(() => {
      expect(turns).toBeGreaterThan(before);
      before = turns;
    });
    going = false;
    expect(before).toBeGreaterThanOrEqual(59);
  });

  it("aborted within a long validation part acts after one of its batches", async () => {
    const controller = new AbortController();
    let taken = 0;
    const parts = Array.from({ length: 50 }, () => rows(5));
    const validation = told(parts, (index) => {
      taken++;
      if (index === 3) controller.abort();
    });
    const run = start({ signal: controller.signal, validation });
    const seen = await all(run);
    expect(taken).toBe(4);
    expect(seen.length).toBe(2);
    expect(run.result).toMatchObject({ reason: "aborted", steps: 3, epochs: 1 });
  });
});

describe("a time limit (on a false clock)", () => {
  it("acts within one update", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const run = start({ maxSeconds: 10, epochs: 50 });
    const left: (number | undefined)[] = [];
    for await (const { secondsLeft } of run) {
      left.push(secondsLeft);
      vi.setSystemTime(Date.now() + 4000);
    }
    expect(run.result).toMatchObject({ reason: "time-limit", steps: 3, seconds: 12 });
    // 150 updates: 4 s each from the second on, but no more than the limit leaves.
    expect(left).toEqual([0, 6, 2]);
  });

  it("acts within a validation part, and leaves the best weights of the epochs before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const validation = told([rows(5), rows(6)], () => vi.setSystemTime(Date.now() + 4000));
    const run = start({ maxSeconds: 10, epochs: 50, validation });
    let best: object | undefined;
    for await (const { valLoss } of run) if (valLoss !== undefined) best = weightsOf(run);
    expect(run.result).toMatchObject({ reason: "time-limit", steps: 6, epochs: 2, best: { epoch: 1 } });
    expect(weightsOf(run)).toEqual(best);
  });
});
