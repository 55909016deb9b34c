import { describe, expect, it } from "vitest";
import { decodeSafetensors } from "../../src/formats/safetensors.ts";
import { generator as randomOf } from "../../src/random.ts";
import { decodeClassifier } from "../../src/tasks/classify/file.ts";
import { ClassifyModel, classifier } from "../../src/tasks/classify.ts";
import { forecaster } from "../../src/tasks/forecast.ts";
import { decodeLabeler } from "../../src/tasks/label/file.ts";
import { LabelModel, labeler } from "../../src/tasks/label.ts";
import { decodeRegressor } from "../../src/tasks/regress/file.ts";
import { RegressModel, regressor } from "../../src/tasks/regress.ts";
import type { Values } from "../../src/values.ts";
import { texts, waves } from "./classify/made.ts";

const random = randomOf(5, "streams");
const signal = Array.from({ length: 80 }, () => random.normal());
/** A copy of the state by way of JSON: what another process gets. */
const sent = <T>(state: T): T => JSON.parse(JSON.stringify(state)) as T;
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), a.length === b.length ? 0 : Number.POSITIVE_INFINITY);

describe("classify, step by step", () => {
  it("gives what predict gives for the steps so far, to the bit; the state goes through JSON to another copy of the model", async () => {
    const model = await classifier({ hidden: 3, folds: 2, epochs: 2, refit: false, ownScale: true }).fit(waves(16));
    const copy = new ClassifyModel(decodeClassifier(decodeSafetensors(model.bytes(), "copy"), "copy"));
    const [{ features }] = waves(1, 2);
    const columns = features as Record<string, Float64Array>;
    let state: ReturnType<typeof model.step>["state"] | undefined;
    for (let t = 0; t < 8; t++) {
      const x = t === 3 ? Number.NaN : columns.x[t];
      const got = (t % 2 === 0 ? model : copy).step({ features: { x, y: columns.y[t] } }, state && sent(state));
      state = got.state;
      const cut = { x: columns.x.slice(0, t + 1).map((value, at) => (at === 3 ? Number.NaN : value)), y: columns.y.slice(0, t + 1) };
      const [whole] = await model.predict([{ features: cut }]);
      expect(got.probabilities).toEqual(whole.probabilities);
      expect([got.label, got.probability]).toEqual([whole.label, whole.probability]);
    }
  });

  it("reads a text word by word, and leaves a state as it was: two streams may go on from it", async () => {
    const model = await classifier({ hidden: 3, folds: 1, epochs: 2, refit: false }).fit(texts(20));
    const first = model.step({ text: "The parcel" });
    const before = sent(first.state);
    const [good, bad] = ["lovely", "awful"].map((word) => model.step({ text: word }, first.state));
    expect(first.state).toEqual(before);
    const whole = await model.predict([{ text: "The parcel lovely" }, { text: "The parcel awful" }]);
    expect([good.probabilities, bad.probabilities]).toEqual(whole.map(({ probabilities }) => probabilities));
  });
});

describe("regress, step by step", () => {
  it.each([[false], [true]])(
    "gives what predict gives for the rows so far (1e-6), past targets as they become known: %s",
    async (pastTarget) => {
      const target = signal.map((value, t) => (t % 7 === 5 ? Number.NaN : 3 * value + (signal[t - 2] ?? 0)));
      const kind = signal.map((_, t) => "ab"[t % 2]);
      const lookback = 4;
      const model = await regressor({ hidden: 3, epochs: 3, lookback, pastTarget, refit: false }).fit({
        features: { x: signal, kind },
        target,
      });
      const copy = new RegressModel(decodeRegressor(decodeSafetensors(model.bytes(), "copy"), "copy"));
      const whole = await model.predict({ rows: { features: { x: signal, kind }, target } });
      let state: ReturnType<typeof model.step>["state"] | undefined;
      for (let t = 0; t < 30; t++) {
        const x = { features: { x: signal[t], kind: kind[t] }, ...(t > 0 && { before: target[t - 1] }) };
        const got = (t % 2 === 0 ? model : copy).step(x, state && sent(state));
        state = got.state;
        expect(Math.abs(got.point - whole.point[t])).toBeLessThan(1e-6);
        expect(got.intervals.map(({ level, lower }) => [level, lower])).toEqual(
          whole.intervals.map(({ level, lower }) => [level, expect.closeTo(lower[t], 5)]),
        );
        expect(state.target.length).toBeLessThanOrEqual(lookback);
      }
    },
  );
});

describe("label, step by step", () => {
  it("goes on from a state that went through JSON, in another copy of the model, to the same bits", async () => {
    const label = signal.map((_, t) => (t % 10 < 4 ? "a" : "b"));
    const model = await labeler({ hidden: 3, epochs: 2, causal: true, lookback: 16 }).fit({ features: { x: signal }, label });
    const copy = new LabelModel(decodeLabeler(decodeSafetensors(model.bytes(), "copy"), "copy"));
    let [one, two]: (ReturnType<typeof model.step>["state"] | undefined)[] = [];
    for (let t = 0; t < 12; t++) {
      const a = model.step({ features: { x: signal[t] } }, one);
      const b = (t % 2 === 0 ? copy : model).step({ features: { x: signal[t] } }, two && sent(two));
      expect(b).toEqual(a);
      [one, two] = [a.state, b.state];
    }
  });
});

/** x · W + b of rows [n, H], W [K, H]. */
function linear({ shape: [n, H], data }: Values, weights: Readonly<Record<string, Values>>, at: string): number[] {
  const { data: W } = weights[`${at}.weight`];
  const { data: b } = weights[`${at}.bias`];
  return Array.from({ length: n }, (_, row) =>
    Array.from(
      b,
      (bias, k) => bias + Array.from({ length: H }, (_, i) => data[row * H + i] * W[k * H + i]).reduce((sum, part) => sum + part, 0),
    ),
  ).flat();
}

describe("encode gives the states that the model's answer is linear in", () => {
  it("regress: by row, W h + b is the net's value (1e-5)", async () => {
    const target = signal.map((value) => 5 + value);
    const model = await regressor({ hidden: 3, layers: 2, epochs: 2, lookback: 5, refit: false }).fit({ features: { x: signal }, target });
    const { states } = model.encode({ features: { x: signal } });
    expect(states.shape).toEqual([80, 3]);
    const { methods } = await model.predict();
    const { mean, scale } = model.parts.fitted.encoder.target;
    const own = linear(states, model.parts.fitted.nets.memory.stateDict(), "1").map((value) => Math.max(0, mean + scale * value));
    expect(difference(own, methods.lstm.point)).toBeLessThan(1e-5);
  });

  it("label: by step, in both directions, softmax of W h + b is the probability (1e-5)", async () => {
    const label = signal.map((_, t) => "abc"[t % 3]);
    const model = await labeler({ hidden: 3, layers: 2, epochs: 2, lookback: 40 }).fit({ features: { x: signal }, label });
    const { states } = model.encode({ features: { x: signal } });
    expect(states.shape).toEqual([80, 6]);
    const [{ label: given, probability }] = await model.predictAll();
    const logits = linear(states, model.parts.fitted.net.stateDict(), "4");
    const own = given.map((name, t) => {
      const some = logits.slice(3 * t, 3 * t + 3).map(Math.exp);
      return some[model.classes.indexOf(name)] / (some[0] + some[1] + some[2]);
    });
    expect(difference(own, probability)).toBeLessThan(1e-5);
  });

  it("classify: each net's, the last forward state, the first backward one and the mean make its scores (1e-5)", async () => {
    const model = await classifier({ hidden: 3, folds: 2, epochs: 2, refit: false }).fit(waves(16));
    const [one] = waves(1, 3);
    const { states } = model.encode(one);
    const { nets, temperature } = model.parts.fitted;
    expect(states).toHaveLength(nets.length);
    const byNet = states.map(({ shape: [T, W], data }, k) => {
      const at = (t: number, i: number) => data[t * W + i];
      const mean = Array.from(
        { length: W },
        (_, i) => Array.from({ length: T }, (_, t) => at(t, i)).reduce((sum, value) => sum + value, 0) / T,
      );
      const pooled = Float64Array.from([
        ...Array.from({ length: W / 2 }, (_, i) => at(T - 1, i)),
        ...Array.from({ length: W / 2 }, (_, i) => at(0, W / 2 + i)),
        ...mean,
      ]);
      const logits = linear({ shape: [1, 2 * W], data: pooled }, nets[k].stateDict(), "3").map((value) => Math.exp(value / temperature));
      return logits.map((value) => value / logits.reduce((sum, other) => sum + other, 0));
    });
    const [{ probabilities }] = await model.predict([one]);
    expect(
      difference(
        byNet[0].map((value, c) => (value + byNet[1][c]) / 2),
        probabilities,
      ),
    ).toBeLessThan(1e-5);
  });

  it("forecast: one entry a series and net, the window's steps", async () => {
    const model = await forecaster({ hidden: 3, horizon: 2, epochs: 2, lookback: 6, members: 2, season: 1, refit: false }).fit(signal);
    const [{ states }] = model.encode();
    expect(states.map(({ shape }) => shape)).toEqual([
      [6, 3],
      [6, 3],
    ]);
    expect(states[0].data).not.toEqual(states[1].data);
    expect(model.encode({ history: signal })[0].states).toEqual(states);
    expect(model.encode({ history: signal.slice(0, 4) })[0].states).toEqual([]);
    expect((await model.predict()).point.every(Number.isFinite)).toBe(true);
  });
});
