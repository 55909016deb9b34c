import { describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";
import { type ClassifySequence, classifier } from "../../src/tasks/classify.ts";
import { quick, texts, waves } from "./classify/made.ts";

const weightsOf = (model: Awaited<ReturnType<ReturnType<typeof classifier>["fit"]>>) =>
  model.parts.fitted.nets.map((net) => Object.values(net.stateDict()).map(({ data }) => Array.from(data)));

describe("classifier", () => {
  it("learns ragged sequences of several channels, and gives probabilities that sum to 1", async () => {
    const model = await classifier(quick).fit(waves(40));
    expect(model.classes).toEqual(["fast", "slow"]);
    expect(model.scores.n).toBe(8);
    const fresh = waves(12, 0.4);
    const given = await model.predict(fresh.map(({ id, features }) => ({ id, features })));
    expect(given.filter(({ label }, k) => label === fresh[k].label).length).toBeGreaterThanOrEqual(11);
    for (const { id, label, probability, probabilities } of given) {
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(probability).toBe(Math.max(...probabilities));
      expect(model.classes[probabilities.indexOf(probability)]).toBe(label);
      expect(id).toMatch(/^r\d+$/);
    }
  });

  it("gives the same bits for the same seed, and others for another", async () => {
    const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => classifier({ ...quick, epochs: 3, seed }).fit(waves(20))));
    expect(b.bytes()).toEqual(a.bytes());
    expect(weightsOf(c)).not.toEqual(weightsOf(a));
  });

  it("tests on sequences that have no part in training: other values there change no weight, scale, temperature or epoch", async () => {
    const spec = { ...quick, epochs: 4 };
    const train = waves(20);
    const test = waves(8, 0.2);
    const other = test.map((one) => ({ ...one, features: { x: [1e6, -1e6, 3], y: [0, 0, 1e9] }, label: "fast" }));
    const [a, b] = [await classifier(spec).fit({ train, test }), await classifier(spec).fit({ train, test: other })];
    expect(weightsOf(b)).toEqual(weightsOf(a));
    const { nets: _, ...rest } = a.parts.fitted;
    const { nets: __, ...again } = b.parts.fitted;
    expect(again).toEqual(rest);
    expect(b.found).toEqual(a.found);
    expect(b.scores.methods[0].accuracy).not.toBe(a.scores.methods[0].accuracy);
  });

  it("does so too where it chooses the test itself", async () => {
    const spec = { ...quick, epochs: 4 };
    const data = waves(20);
    const a = await classifier(spec).fit(data);
    const tested = new Set(a.test?.places);
    const b = await classifier(spec).fit(data.map((one, k) => (tested.has(k) ? { ...one, features: { x: [9e5, 1], y: [0, 7] } } : one)));
    expect(b.test?.places).toEqual(a.test?.places);
    expect(weightsOf(b)).toEqual(weightsOf(a));
  });

  it("never parts a recording: its windows are all tested, or none is", async () => {
    const windows = waves(40).map((one, k) => ({ ...one, group: `${one.label} ${k % 8}` }));
    const { test, scores } = await classifier({ ...quick, epochs: 1 }).fit(windows);
    const tested = new Set((test?.places ?? []).map((place) => windows[place].group));
    const all = windows.filter(({ group }) => tested.has(group));
    expect(all.length).toBe(test?.places.length);
    expect(scores.recordings).toBe(tested.size);
    expect(scores.n).toBe(all.length);
  });

  it("gives a sequence the same whatever others are asked for (1e-6)", async () => {
    const model = await classifier({ ...quick, epochs: 3 }).fit(waves(20));
    const fresh = waves(9, 0.7);
    const together = await model.predict(fresh);
    for (const [k, one] of fresh.entries()) {
      const [alone] = await model.predict([one]);
      alone.probabilities.forEach((value, c) => {
        expect(Math.abs(value - together[k].probabilities[c])).toBeLessThan(1e-6);
      });
    }
  });

  it("is the same after load, to the bit, and saves the same bytes", async () => {
    const model = await classifier({ ...quick, epochs: 2 }).fit(waves(20));
    const loaded = await load(model.bytes(), "classify");
    expect(await loaded.predict(waves(5, 1))).toEqual(await model.predict(waves(5, 1)));
    expect(loaded.bytes()).toEqual(model.bytes());
    expect(loaded.scores).toEqual(model.scores);
    expect(loaded.test).toBeUndefined();
  });

  it("learns texts, word by word", async () => {
    const model = await classifier({ ...quick, hidden: 8 }).fit(texts(40));
    const given = await model.predict([{ text: "It is great" }, { text: "TERRIBLE!" }, { text: "" }]);
    expect(given.slice(0, 2).map(({ label }) => label)).toEqual(["good", "bad"]);
    expect((await load(model.bytes(), "classify")).features).toEqual([]);
  });

  it("with balance, gives a rare class more of its own", async () => {
    // The classes overlap: without weights, the common one takes all.
    const data = Array.from({ length: 60 }, (_, k): ClassifySequence => {
      const rare = k % 6 === 0;
      const level = (rare ? 0.6 : 0) + ((k * 37) % 20) / 10 - 1;
      return { label: rare ? "rare" : "common", features: { x: Array.from({ length: 5 }, () => level) } };
    });
    const rareShare = async (balance: boolean) => {
      const model = await classifier({ ...quick, balance }).fit({ train: data, test: data });
      return model.scores.classes.find(({ label }) => label === "rare")?.recall ?? Number.NaN;
    };
    expect(await rareShare(true)).toBeGreaterThan(await rareShare(false));
  });

  it("with ownScale, a sequence's level and size say nothing", async () => {
    const model = await classifier({ ...quick, epochs: 3, ownScale: true }).fit(waves(20));
    const [one] = waves(1);
    const x = Array.from((one.features as Record<string, ArrayLike<number>>).x);
    const y = Array.from((one.features as Record<string, ArrayLike<number>>).y);
    const [a, b] = await model.predict([{ features: { x, y } }, { features: { x: x.map((value) => 50 + 3 * value), y } }]);
    expect(b.probability).toBeCloseTo(a.probability, 5);
  });

  it("stops when told to, with the signal's reason, and reports how far it is", async () => {
    const controller = new AbortController();
    const phases: string[] = [];
    const run = classifier(quick).fit(waves(20), {
      signal: controller.signal,
      onProgress: ({ phase, secondsLeft }) => {
        phases.push(phase);
        expect(secondsLeft).toBeGreaterThanOrEqual(0);
        if (phases.length === 5) controller.abort(new Error("enough"));
      },
    });
    await expect(run).rejects.toThrow("enough");
    expect(phases.length).toBeLessThanOrEqual(6);
  });

  it("trains again on all recordings unless told not to", async () => {
    const spec = { ...quick, epochs: 1 };
    expect((await classifier(spec).fit(waves(20))).found).toMatchObject({ refitted: false, sequences: 16 });
    expect((await classifier({ ...spec, refit: true }).fit(waves(20))).found).toMatchObject({ refitted: true, sequences: 20 });
  });

  const one = { label: "a", features: { x: [1, 2] } };
  it.each<[string, unknown, string]>([
    ["no sequence", [], "sequences: expected at least one, got none"],
    ["no list", 7, "expected a list of sequences"],
    ["no label", [one, { features: { x: [1] } }], "series 2: expected a class, got none"],
    ["one class", [one, one, one], 'labels: expected at least two classes, got only "a"'],
    [
      "a small class",
      [one, one, one, { ...one, label: "b" }],
      'class "b": expected at least 3 recordings: 2 to train and 1 to test, got 1',
    ],
    ["infinity", [one, { ...one, features: { x: [Number.POSITIVE_INFINITY] } }], "series 2, feature x, row 1"],
    ["no rows", [{ label: "a", features: { x: [] } }], "series 1: expected at least one row"],
    ["a text among channels", [one, { label: "b", text: "hm" }], "series 2: expected an object with features"],
    ["another channel", [...waves(12), { label: "fast", features: { z: [1] } }], "feature"],
    ["a test of another class", { train: waves(8), test: [{ ...one, label: "c" }] }, "expected one of the classes fast, slow"],
    [
      "a recording on both sides",
      { train: waves(8).map((own) => ({ ...own, group: "g" })), test: waves(2).map((own) => ({ ...own, group: "g" })) },
      'test: expected other recordings than training has, got "g" in both',
    ],
  ])("refuses %s", async (_, data, message) => {
    await expect(classifier({ ...quick, epochs: 1 }).fit(data as never)).rejects.toThrow(message);
  });

  it("refuses sequences to predict that lack a channel, naming it", async () => {
    const model = await classifier({ ...quick, epochs: 1 }).fit(waves(12));
    await expect(model.predict([{ features: { x: [1, 2] } }])).rejects.toThrow("feature y: expected numbers, got no such column");
    await expect(model.predict([{ text: "hello" }])).rejects.toThrow("expected channels, got a text");
  });

  it("refuses options that can't be", () => {
    expect(() => classifier({ folds: 0 })).toThrow("invalid folds");
    expect(() => classifier({ horizon: 3 } as never)).toThrow("unknown option");
  });
});
