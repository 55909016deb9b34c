import { describe, expect, it } from "vitest";
import { classifier } from "../../src/tasks/classify.ts";
import { labeler } from "../../src/tasks/label.ts";
import { regressor } from "../../src/tasks/regress.ts";
import type { UpdateOptions } from "../../src/tasks/updating.ts";
import { waves } from "./classify/made.ts";
import { madeSentences, madeSignal, small } from "./label/made.ts";
import { madeRows } from "./regress/made.ts";

interface Updated {
  bytes(): Uint8Array;
}
interface Case<Model extends Updated = Updated> {
  readonly kind: string;
  make(): Promise<Model>;
  update(model: Model, options?: UpdateOptions, other?: boolean): Promise<Model>;
  /** What must stay, and the weights, which must not. */
  kept(model: Model): unknown;
  weights(model: Model): unknown;
}
const typed = <Model extends Updated>(one: Case<Model>): Case => one as unknown as Case;

const cases: readonly Case[] = [
  typed({
    kind: "classify",
    make: () => classifier({ hidden: 3, folds: 2, epochs: 4, refit: false, ownScale: true }).fit(waves(16)),
    update: (model, options, other) => model.update(waves(other ? 8 : 9, 0.3), options),
    kept: ({ classes, scores, spec, parts }) => [classes, scores, spec, parts.fitted.input, parts.fitted.temperature],
    weights: ({ parts }) => parts.fitted.nets.map((net) => net.stateDict()),
  }),
  typed({
    kind: "label",
    make: () => labeler(small).fit(madeSignal(400)),
    update: (model, options, other) => model.update(madeSignal(other ? 99 : 100, 7), options),
    kept: ({ classes, scores, spec, parts }) => [classes, scores, spec, parts.fitted.encoder, parts.fitted.reading],
    weights: ({ parts }) => parts.fitted.net.stateDict(),
  }),
  typed({
    kind: "regress",
    make: () => regressor({ hidden: 3, epochs: 4, lookback: 4 }).fit(madeRows(60, "alone")),
    update: (model, options, other) => model.update(madeRows(other ? 39 : 40, "alone", 7), options),
    kept: ({ scores, spec, parts }) => [scores, spec, parts.fitted.encoder, parts.fitted.ridges, parts.bands],
    weights: ({ parts }) => [parts.fitted.nets.memory.stateDict(), parts.fitted.nets.row.stateDict()],
  }),
];

describe.each(cases)("a model of $kind trained on", ({ make, update, kept, weights }) => {
  it("has other weights and the same scales, classes, spec and scores; the one before stays; the same data give the same bits", async () => {
    const model = await make();
    const before = model.bytes();
    const [a, b] = [await update(model), await update(model)];
    expect(model.bytes()).toEqual(before);
    expect(a.bytes()).toEqual(b.bytes());
    expect(kept(a)).toEqual(kept(model));
    expect(weights(a)).not.toEqual(weights(model));
  });

  it("begins from the weights that it has: at a rate of next to nothing they stay (1e-5)", async () => {
    const model = await make();
    const numbers = (own: Updated): number[] => {
      const all: number[] = [];
      JSON.stringify(weights(own), (key, value) => {
        if (key === "data") all.push(...(value as Float32Array));
        return value;
      });
      return all;
    };
    const [before, after] = [numbers(model), numbers(await update(model, { epochs: 1, lr: 1e-9 }))];
    expect(before.length).toBeGreaterThan(20);
    expect(before.reduce((most, value, k) => Math.max(most, Math.abs(value - after[k])), 0)).toBeLessThan(1e-5);
  });

  it("makes a quarter of the passes at a third of the rate, or those that are asked for", async () => {
    const model = await make();
    const seen: number[][] = [];
    const onProgress: UpdateOptions["onProgress"] = ({ epoch, learningRate }) => seen.push([epoch, learningRate]);
    await update(model, { onProgress });
    expect(Math.max(...seen.map(([epoch]) => epoch))).toBeLessThanOrEqual(2);
    const { lr } = (model as unknown as { spec: { lr: number } }).spec;
    expect(seen[0][1]).toBeCloseTo(lr / 3, 12);
    seen.length = 0;
    await update(model, { onProgress, epochs: 3, lr: 0.5 });
    expect([Math.max(...seen.map(([epoch]) => epoch)), seen[0][1]]).toEqual([3, 0.5]);
    await expect(update(model, { epochs: 0 })).rejects.toThrow("epochs");
    await expect(update(model, { lr: -1 })).rejects.toThrow("lr");
  });

  it("that was stopped goes on to the same bits; not with other data, nor from another model", async () => {
    const model = await make();
    const whole = await update(model, { epochs: 3 });
    const controller = new AbortController();
    let resume: Uint8Array | undefined;
    const onCheckpoint = (bytes: Uint8Array): void => {
      resume = bytes;
    };
    const stop = { signal: controller.signal, onCheckpoint, onProgress: () => controller.abort(new Error("enough")) };
    await expect(update(model, { epochs: 3, ...stop })).rejects.toThrow("enough");
    expect((await update(model, { epochs: 3, resume })).bytes()).toEqual(whole.bytes());
    await expect(update(model, { epochs: 3, resume }, true)).rejects.toThrow("resume: data");
    await expect(update(whole, { epochs: 3, resume })).rejects.toThrow("resume: data");
    await expect(update(model, { epochs: 2, resume })).rejects.toThrow("resume: options");
  });
});

describe("a class that a saved model doesn't have", () => {
  it("is refused by name: by classify and by label, and nothing is trained", async () => {
    const model = await classifier({ hidden: 3, folds: 1, epochs: 1, refit: false }).fit(waves(12));
    const strange = [...waves(3), { ...waves(1)[0], id: "new", label: "running" }];
    await expect(model.update(strange)).rejects.toThrow('series "new": expected one of the classes fast, slow, got "running"');
    const other = await labeler({ ...small, epochs: 1 }).fit(madeSignal(200));
    const changed = madeSignal(40);
    const label = (changed.label ?? []).map((name, t) => (t === 5 ? "fall" : name));
    await expect(other.update({ ...changed, label })).rejects.toThrow('step 6: expected one of the classes none, rise, got "fall"');
  });
});

describe("data without an answer", () => {
  it("teach nothing: label and regress say so", async () => {
    const labels = await labeler({ ...small, epochs: 1 }).fit(madeSignal(200));
    await expect(labels.update({ ...madeSignal(40), label: undefined })).rejects.toThrow("at least 1 step with a known label, got 0");
    const values = await regressor({ hidden: 3, epochs: 1, lookback: 4 }).fit(madeRows(60, "alone"));
    await expect(values.update({ features: madeRows(40, "alone").features })).rejects.toThrow("at least 1 row with a known value, got 0");
  });
});

describe("what an update learns", () => {
  it("classify: sequences of a class that changed are found better, with old and new ones given together", async () => {
    const model = await classifier({ hidden: 6, folds: 2, epochs: 20, refit: false, lr: 0.01 }).fit(waves(24));
    // From now on, fast ones are called slow and the other way round.
    const changed = (shift: number) => waves(24, shift).map((one) => ({ ...one, label: one.label === "fast" ? "slow" : "fast" }));
    const right = async (own: typeof model): Promise<number> => {
      const asked = changed(1);
      return (await own.predict(asked)).filter(({ label }, k) => label === asked[k].label).length;
    };
    const updated = await model.update(changed(0), { epochs: 30, lr: 0.01 });
    expect(await right(updated)).toBeGreaterThan((await right(model)) + 6);
  });

  it("label: tags that follow one another only in the new sentences may, from then on", async () => {
    const model = await labeler({ ...small, epochs: 2 }).fit(madeSentences(40));
    const { classes } = model;
    const K = classes.length;
    const at = classes.indexOf("I-name") * K + classes.indexOf("I-name");
    expect(model.parts.fitted.allowed?.[at]).toBe(0);
    const long = { tokens: ["call", "ana", "maria", "luisa"], label: ["O", "B-name", "I-name", "I-name"] };
    const { allowed } = (await model.update([long])).parts.fitted;
    expect(allowed?.[at]).toBe(1);
    const start = K * K + classes.indexOf("I-name");
    expect(allowed?.[start]).toBe(model.parts.fitted.allowed?.[start]);
  });

  it("regress: values may fall below 0 once a known one did", async () => {
    const rows = madeRows(60, "alone");
    const model = await regressor({ hidden: 3, epochs: 2, lookback: 4 }).fit({ ...rows, target: rows.target.map((value) => value + 20) });
    expect(model.found.nonNegative).toBe(true);
    expect((await model.update(rows)).found.nonNegative).toBe(!rows.target.some((value) => value < 0));
    expect((await model.update({ ...rows, target: rows.target.map((value) => value - 50) })).found.nonNegative).toBe(false);
  });
});
