import { describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";
import type { TaskProgress } from "../../src/task.ts";
import { type LabelSequence, toSteps } from "../../src/tasks/label/data.ts";
import { fitLabeler } from "../../src/tasks/label/fit.ts";
import { type LabelerOptions, labelerSpec } from "../../src/tasks/label/options.ts";
import { planLabels } from "../../src/tasks/label/plan.ts";
import { type LabelModel, labeler } from "../../src/tasks/label.ts";
import { madeSentences, madeSignal, small } from "./label/made.ts";

const scoreOf = ({ scores }: LabelModel, name: string) => {
  const found = scores.methods.find((method) => method.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);

describe("learning", () => {
  it.each(["lstm", "gru"] as const)(
    "%s: events that begin before the signal rises: event F1 above 0.9, in both directions",
    async (cell) => {
      const model = await labeler({ cell, hidden: 10, lookback: 64, epochs: 40, lr: 0.02, dropout: 0, refit: false }).fit(madeSignal(1500));
      expect(scoreOf(model, cell).events.f1).toBeGreaterThan(0.9);
      expect(scoreOf(model, cell).accuracy).toBeGreaterThan(0.95);
      expect(model.recommended).toBe(cell);
      expect(model.background).toBe("none");
      expect(model.scores.methods.map(({ name }) => name)).toEqual([cell, "threshold", "last-label", "majority"]);
    },
  );

  it("spans of words it never saw: span F1 above 0.9, from their place and their parts", async () => {
    const model = await labeler({ hidden: 16, epochs: 20, lr: 0.01, refit: false }).fit(madeSentences(150));
    expect(scoreOf(model, "lstm").events.f1).toBeGreaterThan(0.9);
    expect(model.scores.measure).toBe("spans");
    const { label, events } = await model.predict({ sequences: { tokens: ["please", "call", "zoe99", "now"] } });
    expect(label).toEqual(["O", "O", "B-name", "O"]);
    expect(events).toMatchObject([{ from: 2, to: 3, label: "name" }]);
  });

  it("balance: a rare class is found more often", async () => {
    const data = madeSignal(600);
    const recall = async (balance: boolean) => {
      const model = await labeler({ ...small, epochs: 2, lr: 0.003, balance, refit: false }).fit(data);
      return scoreOf(model, "lstm").classes.find(({ label }) => label === "rise")?.recall ?? 0;
    };
    expect(await recall(true)).toBeGreaterThan(await recall(false));
  });
});

describe("no leak", () => {
  /** All that is decided and fitted before the test. */
  const fittedBefore = async (data: LabelSequence | LabelSequence[], options: LabelerOptions = small) => {
    const spec = labelerSpec({ ...options, refit: false });
    const sequences = toSteps(data);
    const plan = planLabels(sequences, spec);
    const { fitted, epochs } = await fitLabeler(spec, plan, sequences, {});
    return { encoder: fitted.encoder, weights: fitted.net.stateDict(), reading: fitted.reading, threshold: fitted.threshold, epochs };
  };

  it.each([
    [
      "values",
      (signal: Float64Array, from: number) => signal.map((value, t) => (t >= from ? 1000 * value : value)),
      (label: string[]) => label,
    ],
    [
      "gaps",
      (signal: Float64Array, from: number) => signal.map((value, t) => (t >= from ? Number.NaN : value)),
      (label: string[]) => label,
    ],
    ["labels", (signal: Float64Array) => signal, (label: string[], from: number) => label.map((name, t) => (t >= from ? "other" : name))],
  ] as const)(
    "by time: other %s in the test leave scalers, weights, rule and threshold as they were, to the bit",
    async (_name, values, names) => {
      const { features, label = [] } = madeSignal(400);
      const { signal } = features as Record<string, Float64Array>;
      const from = planLabels(toSteps(madeSignal(400)), labelerSpec(small)).test[0].from;
      const changed = { features: { signal: values(signal, from) }, label: names(label as string[], from) };
      expect(await fittedBefore(changed)).toEqual(await fittedBefore(madeSignal(400)));
    },
  );

  it("by sentence: other words and tags in the test leave vocabulary and weights as they were, to the bit", async () => {
    const data = madeSentences(40);
    const { test } = planLabels(toSteps(data), labelerSpec(small));
    const changed = data.map(({ tokens = [], label = [] }, k) =>
      test[k].to > 0 ? { tokens: tokens.map(() => "elsewhere"), label: label.map(() => "B-other") } : { tokens, label },
    );
    expect(await fittedBefore(changed)).toEqual(await fittedBefore(data));
  });

  it("the refitted net learns from the test; without refit it doesn't", async () => {
    const weights = async (refit: boolean) => (await labeler({ ...small, refit }).fit(madeSignal(200))).parts.fitted.net.stateDict();
    expect(await weights(true)).not.toEqual(await weights(false));
  });
});

describe("one step's label", () => {
  it("is the same alone and among others, to 1e-6, in both directions and as a stream", async () => {
    for (const causal of [false, true]) {
      const data = [madeSignal(300), ...[90, 40, 200].map((length, k) => madeSignal(length, k + 2))];
      const model = await labeler({ ...small, causal }).fit(data);
      const all = await model.predictAll();
      for (const [k, sequence] of data.entries()) {
        const alone = await model.predict({ sequences: sequence });
        expect(alone.label).toEqual(all[k].label);
        expect(largest(alone.probability, all[k].probability)).toBeLessThan(1e-6);
      }
    }
  });

  it("a causal net's label doesn't know what follows; a stream's steps equal the whole, to 1e-6, its state sent as plain data", async () => {
    const model = await labeler({ ...small, causal: true }).fit(madeSignal(300));
    const { features } = madeSignal(60, 9);
    const { signal } = features as Record<string, Float64Array>;
    const whole = await model.predict({ sequences: { features } });
    const cut = await model.predict({ sequences: { features: { signal: signal.slice(0, 30) } } });
    expect(largest(cut.probability, whole.probability.subarray(0, 30))).toBeLessThan(1e-6);
    let state: Parameters<LabelModel["step"]>[1];
    signal.forEach((value, t) => {
      const step = model.step({ features: { signal: value } }, state);
      state = structuredClone(step.state);
      expect(step.label).toBe(whole.methods.lstm[t]);
      if (whole.recommended === "lstm") expect(Math.abs(step.probability - whole.probability[t])).toBeLessThan(1e-6);
    });
  });

  it("streams of words follow the tags' rules; a net of both directions refuses to stream", async () => {
    const model = await labeler({ ...small, causal: true }).fit(madeSentences(40));
    const tokens = ["call", "ana1", "luis", "now"];
    const { methods } = await model.predict({ sequences: { tokens } });
    let state: Parameters<LabelModel["step"]>[1];
    const labels = tokens.map((token) => {
      const step = model.step({ token }, state);
      state = step.state;
      return step.label;
    });
    expect(labels).toEqual(methods.lstm);
    const both = await labeler(small).fit(madeSignal(100));
    expect(() => both.step({ features: { signal: 1 } })).toThrow("step: expected a model that sees no later steps");
  });

  it("a long recording in windows agrees with itself whole, but near the windows' ends", async () => {
    const model = await labeler({ ...small, lookback: 16, epochs: 10 }).fit(madeSignal(400));
    const { label } = await model.predict();
    expect(label.filter((name, t) => name !== (madeSignal(400).label as string[])[t]).length).toBeLessThan(80);
  });
});

describe("fitting", () => {
  it("same seed, same bits; another seed, others; inputs stay as they were", async () => {
    const data = madeSignal(200);
    const copy = structuredClone(data);
    const [a, b, c] = [await labeler(small).fit(data), await labeler(small).fit(data), await labeler({ ...small, seed: 2 }).fit(data)];
    expect(b.bytes()).toEqual(a.bytes());
    expect(c.bytes()).not.toEqual(a.bytes());
    expect(data).toEqual(copy);
  });

  it("steps without a label don't train, are labelled, and count in no score", async () => {
    const { features, label = [] } = madeSignal(200);
    const model = await labeler(small).fit({ features, label: label.map((name, t) => (t % 3 === 0 ? null : name)) });
    const { train, validation, test } = model.found.steps;
    expect(train + validation + test).toBe(133);
    expect(model.scores.steps).toBe(test);
    expect((await model.predict()).label.length).toBe(200);
  });

  it("gaps in the values and categories are inputs too", async () => {
    const { features, label } = madeSignal(200);
    const { signal } = features as Record<string, Float64Array>;
    const state = Array.from(signal, (_, t) => (t % 2 === 0 ? "open" : ""));
    const model = await labeler(small).fit({
      features: { signal: signal.map((value, t) => (t % 9 === 0 ? Number.NaN : value)), state },
      label,
    });
    expect(model.features).toEqual(["signal", "state"]);
    const { probability } = await model.predict();
    expect(probability.every((value) => value > 0 && value <= 1)).toBe(true);
  });

  it("reports progress, in both phases; an aborted fit rejects with the signal's reason", async () => {
    const seen: TaskProgress[] = [];
    const controller = new AbortController();
    await labeler(small).fit(madeSignal(200), { onProgress: (progress) => seen.push(progress) });
    expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(["train", "refit"]));
    const fit = labeler(small).fit(madeSignal(200), { signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) });
    await expect(fit).rejects.toThrow("enough");
  });

  it("evaluates on data that it was not fitted on", async () => {
    const model = await labeler({ ...small, epochs: 20 }).fit(madeSignal(600));
    const { steps, methods } = await model.evaluate(madeSignal(200, 5));
    expect(steps).toBe(200);
    expect(methods.map(({ name }) => name)).toEqual(["lstm", "threshold", "majority"]);
    await expect(model.evaluate({ features: { signal: [1, 2] } })).rejects.toThrow("label: expected at least 1 step with a known label");
  });

  it("loads what it saved: the same labels, the same bytes", async () => {
    for (const data of [madeSignal(200), madeSentences(20)]) {
      const model = await labeler(small).fit(data);
      const again = await load(model.bytes(), "label");
      expect(again.bytes()).toEqual(model.bytes());
      expect(await again.predictAll({ sequences: data })).toEqual(await model.predictAll());
      await expect(again.predictAll()).rejects.toThrow("missing sequences");
    }
  });
});
