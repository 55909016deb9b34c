import { afterEach, describe, expect, it, vi } from "vitest";
import { batches } from "../../src/batch.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/checkpoint.ts";
import { dropout, linear, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { schedules } from "../../src/schedules/index.ts";
import type { Snapshot, Trainer, TrainerOptions } from "../../src/trainer.ts";
import { all, network, rows, start, told, weightsOf } from "./small.ts";

afterEach(() => {
  vi.useRealTimers();
});

const through = (snapshot: Snapshot): Snapshot => decodeCheckpoint(encodeCheckpoint(snapshot), "checkpoint");

/** Enough other networks at work to take every idle workspace. */
function crowd(): void {
  for (let k = 0; k < 12; k++) network({ seed: k }).forward(rows().inputs);
}

async function stopAt(run: Trainer, stop: number): Promise<void> {
  for await (const { step } of run) if (step === stop) return;
}

describe("a snapshot holds the run's state", () => {
  it("after other networks took the workspace: the optimizer's arrays and the weights to the bit", async () => {
    const run = start();
    let during: Snapshot | undefined;
    for await (const { step } of run) {
      during = run.snapshot();
      if (step === 4) break;
    }
    crowd();
    expect(run.snapshot()).toEqual(during);
    expect(Object.keys(run.snapshot().tensors).filter((name) => name.startsWith("optimizer.m.")).length).toBe(6);
  });

  it("restored, other networks at work, then run: the bits of the run that wasn't stopped", async () => {
    const whole = start();
    await whole.run();
    const first = start();
    await stopAt(first, 2);
    const second = start();
    second.restore(through(first.snapshot()));
    crowd();
    await second.run();
    expect(weightsOf(second)).toEqual(weightsOf(whole));
  });

  it("of a run at its time limit, whose network has the best weights: it goes on from the latest, to the same bits", async () => {
    const contrary = { ...rows(), targets: { shape: [12, 1], data: Array.from(rows().targets.data, (value) => -value) } };
    const make = (more: Partial<TrainerOptions> = {}) =>
      start({ validation: batches(contrary), optimizer: optimizers.adam({ learningRate: 0.05 }), epochs: 6, patience: 9, ...more });
    const whole = make();
    await whole.run();
    vi.useFakeTimers({ toFake: ["Date"] });
    const limited = make({ maxSeconds: 10 });
    await limited.run(({ step }) => {
      if (step === 10) vi.setSystemTime(Date.now() + 60_000);
    });
    vi.useRealTimers();
    expect(limited.result).toMatchObject({ reason: "time-limit", steps: 10, best: { epoch: 2 } });
    const snapshot = through(limited.snapshot());
    expect(snapshot.tensors["model.1.weight"].data).not.toEqual(weightsOf(limited)["1.weight"].data);
    const rest = make();
    rest.restore(snapshot);
    await rest.run();
    expect(rest.snapshot()).toEqual(whole.snapshot());
    expect(weightsOf(rest)).toEqual(weightsOf(whole));
    // The run itself goes on as well.
    vi.useFakeTimers({ toFake: ["Date"] });
    await limited.run();
    expect(limited.snapshot()).toEqual(whole.snapshot());
  });

  it("of a run stopped within its validation part: the epoch's end is made up for, to the same bits", async () => {
    const parts = [rows(5), rows(6), rows(7)];
    const make = (signal?: AbortSignal, tell: (index: number) => void = () => undefined) =>
      start({ validation: told(parts, tell), epochs: 3, signal, schedule: schedules.plateau({ patience: 0, threshold: 0.9 }) });
    const whole = make();
    await whole.run();
    const controller = new AbortController();
    let looks = 0;
    const first = make(controller.signal, () => {
      if (++looks === 5) controller.abort();
    });
    await first.run();
    expect(first.result).toMatchObject({ reason: "aborted", steps: 6, epochs: 2 });
    const second = make();
    second.restore(through(first.snapshot()));
    const seen = await all(second);
    expect(seen.map(({ step }) => step)).toEqual([7, 8, 9]);
    expect(second.snapshot()).toEqual(whole.snapshot());
    expect(second.result?.best).toEqual(whole.result?.best);
  });

  it("of a run that hasn't begun is the beginning", async () => {
    const whole = start();
    const bytes = encodeCheckpoint(whole.snapshot());
    await whole.run();
    const other = start({ network: network({ seed: 1 }) });
    other.restore(decodeCheckpoint(bytes, "checkpoint"));
    await other.run();
    expect(weightsOf(other)).toEqual(weightsOf(whole));
  });

  it("of a finished run, given more epochs, goes on to the bits of the longer run", async () => {
    const long = start({ epochs: 4 });
    await long.run();
    const short = start({ epochs: 2 });
    await short.run();
    const more = start({ epochs: 4 });
    more.restore(through(short.snapshot()));
    await more.run();
    expect(weightsOf(more)).toEqual(weightsOf(long));
  });
});

describe("what decides a run's bits is compared on resume, and named", () => {
  const layers = (cell: Parameters<typeof recurrent>[0]["cell"], p: number) =>
    sequential([recurrent({ cell, input: 2, hidden: 4, returns: "last" }), dropout(p), linear({ output: 1 })]);
  const base = (): Partial<TrainerOptions> => ({
    network: layers("gru", 0.1),
    validation: batches(rows(5)),
    schedule: schedules.cosine({ updates: 6 }),
  });
  const cases: [string, Partial<TrainerOptions>][] = [
    ["data", { batches: batches(rows(0.1), { size: 4 }) }],
    ["data", { batches: batches(rows(), { size: 3 }) }],
    ["data", { batches: batches(rows(), { size: 4, shuffle: false }) }],
    ["data", { batches: batches({ ...rows(), mask: { shape: [12], data: [0, ...new Array(11).fill(1)] } }, { size: 4 }) }],
    ["validation", { validation: batches(rows(6)) }],
    ["validation", { validation: undefined }],
    ["network", { network: layers("lstm", 0.1) }],
    ["layers", { network: layers("gru", 0.2) }],
    ["schedule", { schedule: schedules.cosine({ updates: 7 }) }],
    ["schedule", { schedule: undefined }],
    ["schedule", { schedule: schedules.warmup({ updates: 6 }) }],
    ["optimizer", { optimizer: optimizers.adam({ learningRate: 0.01 }) }],
    ["optimizer", { optimizer: optimizers.adamw() }],
    ["optimizer", { groups: [{ match: /bias/, learningRate: 0 }] }],
    ["optimizer", { decayVectors: true }],
    ["seed", { seed: 2 }],
    ["clip", { clipNorm: 2 }],
    ["truncate", { carryState: true }],
  ];
  it.each(cases)("another %s: %o", async (what, more) => {
    const first = start(base());
    await stopAt(first, 2);
    const second = start({ ...base(), ...more });
    const before = weightsOf(second);
    let error: unknown;
    try {
      second.restore(through(first.snapshot()));
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ name: "ModelError", code: "resume-mismatch", where: `resume: ${what}`, fields: { what } });
    expect(`${error}`).toContain("go on with the options and data that the run started with, or train anew");
    expect(weightsOf(second)).toEqual(before);
    expect((await second.run()).reason).toBe("finished");
  });

  it("a checkpoint without one of the optimizer's arrays is refused, with nothing changed", async () => {
    const first = start();
    await stopAt(first, 2);
    const { tensors, ...rest } = first.snapshot();
    const { "optimizer.v.1.bias": _, ...others } = tensors;
    expect(() => start().restore({ ...rest, tensors: others })).toThrow("resume: optimizer.v.1.bias: expected 1 numbers, got none");
  });

  it("the loss isn't compared: a function has no name to go by", async () => {
    const first = start();
    await stopAt(first, 2);
    const second = start({ loss: losses.mae() });
    second.restore(first.snapshot());
    expect((await second.run()).reason).toBe("finished");
  });
});
