import { describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";
import { generator } from "../../src/random.ts";
import type { TaskProgress } from "../../src/task.ts";
import type { RegressSequence } from "../../src/tasks/regress/data.ts";
import { toRows } from "../../src/tasks/regress/data.ts";
import { fitRegressor } from "../../src/tasks/regress/fit.ts";
import { encodeAll, methodsOf, methodValues } from "../../src/tasks/regress/methods.ts";
import { regressorSpec } from "../../src/tasks/regress/options.ts";
import { planRegress } from "../../src/tasks/regress/plan.ts";
import { RegressModel, regressor } from "../../src/tasks/regress.ts";
import { madeRows, small } from "./regress/made.ts";

const scoreOf = ({ scores }: RegressModel, name: string) => {
  const found = scores.methods.find((method) => method.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe("does memory help?", () => {
  it.each(["lstm", "gru"] as const)(
    "%s: yes where the cause is three rows back: R² above 0.9 with memory, under 0.1 without",
    async (cell) => {
      const model = await regressor({ cell, hidden: 12, lookback: 8, epochs: 60, lr: 0.01, refit: false }).fit(madeRows(600, "needed"));
      expect(scoreOf(model, cell).r2).toBeGreaterThan(0.9);
      expect(scoreOf(model, "mlp").r2).toBeLessThan(0.1);
      expect(model.scores.memory).toMatchObject({ outcome: "win", winner: cell, rival: "mlp", won: 6, origins: 6 });
      expect(model.scores.verdict.winner).toBe(cell);
    },
  );

  it("no where the row alone decides: both R² above 0.9, and the net with memory doesn't win", async () => {
    const model = await regressor({ hidden: 12, lookback: 8, epochs: 40, lr: 0.01, refit: false }).fit(madeRows(600, "alone"));
    expect(scoreOf(model, "lstm").r2).toBeGreaterThan(0.9);
    expect(scoreOf(model, "mlp").r2).toBeGreaterThan(0.9);
    const { outcome, winner } = model.scores.memory;
    expect(outcome === "win" && winner === "lstm").toBe(false);
  });

  it("with as many weights, or a few more, without memory as with it", async () => {
    const model = await regressor({ ...small, refit: false }).fit(madeRows(100, "alone"));
    const weights = (net: "memory" | "row") =>
      [...model.parts.fitted.nets[net].parameters().values()].reduce((sum, { size }) => sum + size, 0);
    expect(weights("row")).toBeGreaterThanOrEqual(weights("memory"));
    expect(weights("row")).toBeLessThan(1.2 * weights("memory"));
  });
});

describe("the past doesn't know the future", () => {
  type Change = (value: number, row: number) => number;
  /** Made rows with a column of words; from row `from` on all columns and the target are others. */
  const changed = (rows: number, from: number, by: Change, later: string): RegressSequence => {
    const { features, target } = madeRows(rows, "needed");
    const own = (values: Float64Array) => values.map((value, row) => (row >= from ? by(value, row) : value));
    const day = Array.from(target, (_, row) => (row >= from ? later : row % 3 === 0 ? "mon" : "tue"));
    return { features: { valve: own((features as Record<string, Float64Array>).valve), day }, target: own(target) };
  };

  /** All that is decided, fitted and scored before test w. */
  const knownAt = async (data: RegressSequence, w: number, pastTarget: boolean) => {
    const spec = regressorSpec({ ...small, pastTarget, refit: false });
    const sequences = toRows(data);
    const plan = planRegress(sequences, spec);
    const { fitted, test, bands, scores } = await fitRegressor(
      spec,
      { ...plan, folds: plan.folds.slice(0, w + 1), blocks: plan.blocks.slice(0, w) },
      sequences,
      {},
    );
    const weights = [fitted.nets.memory.stateDict(), fitted.nets.row.stateDict()];
    return { lookback: plan.lookback, blocks: plan.blocks, encoder: fitted.encoder, ridges: fitted.ridges, weights, test, bands, scores };
  };

  it.each([
    ["a thousand times larger", 120, (value: number) => value * 1000],
    ["zero", 120, () => 0],
    ["negative", 120, (value: number) => -value],
    ["a thousand times larger, where nets are trained once", 520, (value: number) => value * 1000],
  ])("rows from a test on are %s: same scalers, weights, ridges, ranges and scores before it, to the bit", async (_name, rows, by) => {
    const { blocks } = planRegress(toRows(madeRows(rows, "needed")), regressorSpec(small));
    for (const pastTarget of [false, true]) {
      for (const w of [0, 3]) {
        const [{ from }] = blocks[w];
        const other = await knownAt(changed(rows, from, by, "later"), w, pastTarget);
        expect(other).toEqual(
          await knownAt(
            changed(rows, from, (value) => value, "never"),
            w,
            pastTarget,
          ),
        );
      }
    }
  });

  it("a value reads no row after its own, and no target unless asked", async () => {
    const own = madeRows(120, "needed");
    const model = await regressor({ ...small, refit: false }).fit(own);
    const { valve } = own.features as Record<string, Float64Array>;
    const cut = await model.predict({ rows: { features: { valve: valve.subarray(0, 60) } } });
    const whole = await model.predict();
    expect(cut.point).toEqual(whole.point.subarray(0, 60));
    for (const [name, { point }] of Object.entries(cut.methods)) expect(point).toEqual(whole.methods[name].point.subarray(0, 60));
  });
});

describe("regressor", () => {
  it("a value is the same whatever else is asked for: alone, in any order, with sequences of other lengths, within 1e-6", async () => {
    const model = await regressor({ ...small, epochs: 4 }).fit(
      [80, 61, 40].map((rows, k) => ({ id: `s${k}`, ...madeRows(rows, "needed", k) })),
    );
    const list = [300, 7, 1, 40].map((rows, k): RegressSequence => ({ id: `n${k}`, features: madeRows(rows, "needed", 10 + k).features }));
    const together = await model.predictAll({ rows: list });
    const turned = (await model.predictAll({ rows: list.toReversed() })).toReversed();
    for (const [k, rows] of list.entries()) {
      const alone = await model.predict({ rows });
      for (const other of [together[k], turned[k]]) {
        expect(other.id).toBe(`n${k}`);
        for (const [name, { point }] of Object.entries(alone.methods)) {
          expect(Math.max(...point.map((value, row) => Math.abs(other.methods[name].point[row] - value)))).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("tests six blocks at the end; says epochs and lookback; the same seed gives the same bits", async () => {
    const modelOf = (seed: number) => regressor({ ...small, lookback: "auto", seed }).fit(madeRows(150, "needed"));
    const [a, b, other] = [await modelOf(1), await modelOf(1), await modelOf(2)];
    expect(a.found).toMatchObject({ lookback: 12, refitted: true, nonNegative: false });
    expect(a.scores).toMatchObject({ tests: 6, rows: 30 });
    expect(a.scores.methods.map(({ name }) => name)).toEqual(["lstm", "mlp", "linear-lags", "linear", "mean"]);
    expect(a.scores.methods.map(({ n }) => n)).toEqual([30, 30, 30, 30, 30]);
    expect(a.bytes()).toEqual(b.bytes());
    expect((await a.predict()).methods.lstm.point).not.toEqual((await other.predict()).methods.lstm.point);
  });

  it("estimates the rows whose target is missing, and trains without them", async () => {
    const own = madeRows(140, "alone");
    own.target.fill(Number.NaN, 130).fill(Number.NaN, 50, 55);
    const model = await regressor(small).fit(own);
    const { point, intervals } = await model.predict({ which: "missing" });
    const there = Array.from(point.keys()).filter((row) => !Number.isNaN(point[row]));
    expect(there).toEqual([50, 51, 52, 53, 54, ...Array.from({ length: 10 }, (_, k) => 130 + k)]);
    expect(model.scores.rows).toBe(24);
    for (const { lower, upper } of intervals)
      for (const row of there) expect(lower[row] <= point[row] && point[row] <= upper[row]).toBe(true);
  });

  it("ranges are calibrated on residuals before each test; their share is counted, and too few give none", async () => {
    const model = await regressor({ ...small, levels: [0.8, 0.999] }).fit(madeRows(150, "alone"));
    const [narrow, wide] = scoreOf(model, "mlp").ranges;
    expect(narrow).toMatchObject({ level: 0.8, n: 30 });
    expect(narrow.held).toBeGreaterThan(0.5);
    expect(wide).toEqual({ level: 0.999, n: 0, held: null, width: null });
    expect((await model.predict()).intervals.map(({ level }) => level)).toEqual([0.8]);
  });

  it("the last known target is an input, and a method of its own, only when asked", async () => {
    const random = generator(3, "walk");
    let level = 0;
    const walk = Float64Array.from({ length: 200 }, () => {
      level += random.normal();
      return level;
    });
    const rows = { features: { noise: Array.from({ length: 200 }, () => random.normal()) }, target: walk };
    const asked = await regressor({ ...small, pastTarget: true }).fit(rows);
    expect(asked.scores.methods.map(({ name }) => name)).toContain("last");
    expect(scoreOf(asked, "last").mae).toBeLessThan(1.2);
    const { methods } = await asked.predict({ rows: { features: { noise: [0, 0, 0, 0] }, target: [4, 7, Number.NaN, Number.NaN] } });
    expect(Array.from(methods.last.point.subarray(1), (value) => Math.round(1e9 * value) / 1e9)).toEqual([4, 7, 7]);
    const plain = await regressor(small).fit(rows);
    expect(plain.scores.methods.map(({ name }) => name)).not.toContain("last");
  });

  it("text is categories, missing features are known to be missing, and what training never saw is like none", async () => {
    const random = generator(5, "text");
    const kinds = Array.from({ length: 240 }, () => ["a", "b", "c", ""][random.integer(4)]);
    const size = Array.from({ length: 240 }, () => (random.uniform() < 0.2 ? Number.NaN : random.uniform()));
    const target = kinds.map((kind, row) => 10 * ["", "a", "b", "c"].indexOf(kind) + (Number.isNaN(size[row]) ? 5 : 0));
    const model = await regressor({ hidden: 8, epochs: 60, lr: 0.02, lookback: 1, refit: false }).fit({
      features: { kind: kinds, size },
      target,
    });
    expect(scoreOf(model, "mlp").r2).toBeGreaterThan(0.95);
    const rows = { features: { kind: ["never", ""], size: [0.5, 0.5] } };
    const { point } = await model.predict({ rows });
    expect(point[0]).toBe(point[1]);
  });

  it("a loaded model has no rows, gives the same bits, and knows its kind", async () => {
    const own = madeRows(100, "needed");
    const model = await regressor(small).fit(own);
    const loaded = await load(model.bytes(), "regress");
    if (!(loaded instanceof RegressModel)) throw new Error("another kind");
    expect(loaded.kind).toBe("regress");
    await expect(loaded.predict()).rejects.toThrow("missing rows: expected the rows to estimate");
    expect(await loaded.predict({ rows: own })).toEqual(await model.predict());
    expect(loaded.scores).toEqual(JSON.parse(JSON.stringify(model.scores)));
    expect(loaded.features).toEqual(["valve"]);
  });

  it("progress comes from both phases; an abort ends the fit with the signal's reason", async () => {
    const seen: TaskProgress[] = [];
    await regressor(small).fit(madeRows(60, "alone"), { onProgress: (progress) => seen.push(progress) });
    expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(["train", "refit"]));
    expect(seen.every(({ loss, secondsLeft }) => Number.isFinite(loss) && secondsLeft >= 0)).toBe(true);
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) };
    await expect(regressor(small).fit(madeRows(60, "alone"), options)).rejects.toThrow("enough");
  });

  it("values are finite for constant, tiny, huge and subnormal rows, and stay at or above 0 where the known ones do", async () => {
    for (const size of [0, 5, 1e-310, 1e-30, 1e30, -1e30, 1e90]) {
      const x = Array.from({ length: 60 }, (_, row) => size * (1 + 0.01 * (row % 7)));
      const model = await regressor({ ...small, epochs: 1 }).fit({ features: { x, one: x.map(() => 1) }, target: x });
      const all = await model.predict({ rows: { features: { x: [...x, -size, 1e99, Number.NaN], one: [...x, 1, 1, 1].map(() => 1) } } });
      for (const { point } of Object.values(all.methods)) {
        expect(point.every(Number.isFinite), `${size}`).toBe(true);
        if (size > 0) expect(Math.min(...point)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("few rows: fewer tests, no verdict, or a refusal that says how many it takes", async () => {
    const few = await regressor(small).fit(madeRows(16, "alone"));
    expect(few.scores.tests).toBe(2);
    expect(few.scores.memory.outcome).toBe("none");
    const none = await regressor(small).fit(madeRows(12, "alone"));
    expect(none.scores).toMatchObject({ tests: 0, rows: 0 });
    expect((await none.predict()).point.every(Number.isFinite)).toBe(true);
    await expect(regressor(small).fit(madeRows(11, "alone"))).rejects.toThrow(
      "target: expected at least 12 rows with a known value, got 11",
    );
  });

  it("a span of one row, one unit, one feature", async () => {
    const model = await regressor({ hidden: 1, lookback: 1, batch: 1, epochs: 1 }).fit(madeRows(30, "alone"));
    expect(model.scores.methods.map(({ name }) => name)).toEqual(["lstm", "mlp", "linear", "mean"]);
  });

  it("inputs are left as they were", async () => {
    const own = madeRows(40, "needed");
    const copy = structuredClone(own);
    await (await regressor({ ...small, pastTarget: true }).fit(own)).predict({ rows: own });
    expect(own).toEqual(copy);
  });

  it.each([
    [{ features: { x: [1, 2] }, target: [1, 2, 3] }, "series 1, feature x: expected 3 rows as in target, got 2"],
    [
      { features: { x: [1, Number.POSITIVE_INFINITY] } },
      "series 1, feature x, row 2: expected a finite number, or NaN for missing, got Infinity",
    ],
    [{ features: { x: ["a", 2] } }, "series 1, feature x, row 2: expected text, as in the first row, got 2"],
    [{ features: { x: [1, 2] }, time: [2, 1] }, "series 1, time, row 2: expected a time at or after the row before, got 1"],
    [[], "series: expected at least one, got none"],
    [5, "series: expected an object with features, got 5"],
    [{ features: {}, target: [] }, "series 1: expected at least one row, got no rows"],
    [
      [
        { id: "a", features: { x: [1] } },
        { id: "a", features: { x: [1] } },
      ],
      'series "a": expected one series of each id, got two',
    ],
    [[madeRows(30, "alone"), { features: { y: [1] } }], "series 2, feature valve: expected numbers, got no such column"],
    [[madeRows(30, "alone"), { features: { valve: ["a"] } }], "series 2, feature valve: expected numbers, got text"],
  ])("refuses %#", async (data, message) => {
    await expect(regressor(small).fit(data as never)).rejects.toThrow(message);
  });

  it("refuses unknown options, with the nearest", () => {
    expect(() => regressor({ horizon: 3 } as never)).toThrow("unknown option: expected one of cell");
    expect(() => regressor({ hidden: 0 })).toThrow("invalid hidden: expected an integer from 1 to 4096, got 0");
  });

  it("the tests of several timed sequences begin at one moment", () => {
    const sequence = (id: string, start: number): RegressSequence => ({
      ...{ id, ...madeRows(60, "alone") },
      time: Array.from({ length: 60 }, (_, row) => start + row),
    });
    const { blocks, folds } = planRegress(toRows([sequence("a", 0), sequence("b", 10)]), regressorSpec(small));
    expect(blocks[0].map(({ from }, k) => from + 10 * k)).toEqual([blocks[0][0].from, blocks[0][0].from]);
    expect(folds[0].training.every(({ to }, k) => to + 10 * k <= blocks[0][0].from)).toBe(true);
  });

  it("method names are those that values are made for", async () => {
    const model = await regressor({ ...small, pastTarget: true, refit: false }).fit(madeRows(60, "alone"));
    const { fitted, spec } = model.parts;
    const sequences = toRows(madeRows(20, "alone"));
    const encoded = encodeAll(sequences, fitted.encoder);
    const values = methodsOf(spec, fitted.lookback).map(({ name }) => methodValues(name, fitted, encoded, [{ sequence: 0, row: 9 }])[0]);
    expect(new Set(values).size).toBe(values.length);
  });
});
