import { describe, expect, it } from "vitest";
import { type ClassifySequence, toCases, tokensOf } from "../../../src/tasks/classify/data.ts";
import { encodeCases, fitInput, widthOf } from "../../../src/tasks/classify/encode.ts";
import { nearestClasses, resample } from "../../../src/tasks/classify/nearest.ts";
import { makeNet, weightShapes } from "../../../src/tasks/classify/net.ts";
import { classifierSpec } from "../../../src/tasks/classify/options.ts";
import { findTemperature, logLoss, softmaxOf } from "../../../src/tasks/classify/probability.ts";
import { classScores, confusionOf, scoreMethod, verdictOn } from "../../../src/tasks/classify/scores.ts";
import { foldsOf, splitTest } from "../../../src/tasks/classify/split.ts";
import { texts, waves } from "./made.ts";

describe("probabilities", () => {
  it("are softmax, whatever the size of the scores", () => {
    expect(Array.from(softmaxOf([0, Math.log(3)], 1))).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    expect(Array.from(softmaxOf([1e4, 0], 1))).toEqual([1, 0]);
    expect(softmaxOf([0, Math.log(9)], 2)[1]).toBeCloseTo(0.75, 12);
  });

  it("cost −log of the right class, bounded", () => {
    expect(logLoss([[0.5, 0.5]], [1])).toBeCloseTo(Math.LN2, 12);
    expect(logLoss([[1, 0]], [1])).toBeCloseTo(-Math.log(1e-7), 9);
  });

  it("get the temperature that was put in (2 %), and none without sequences", () => {
    // Labels drawn in proportion to the probabilities at temperature 1; scores are 3 times too large.
    const logits: number[][] = [];
    const labels: number[] = [];
    for (let k = 1; k < 40; k++)
      for (let n = 0; n < 100; n++) {
        const p = k / 40;
        logits.push([0, 3 * Math.log(p / (1 - p))]);
        labels.push(n < 100 * p ? 1 : 0);
      }
    expect(Math.abs(findTemperature(logits, labels) / 3 - 1)).toBeLessThan(0.02);
    expect(findTemperature([], [])).toBe(1);
  });

  it("stay modest where a few sequences are all right", () => {
    expect(
      findTemperature(
        [
          [3, 0],
          [0, 3],
          [3, 0],
        ],
        [0, 1, 0],
      ),
    ).toBeGreaterThan(0.4);
  });
});

describe("scores", () => {
  const actual = [0, 0, 0, 1, 1, 2];
  const given = [0, 0, 1, 1, 1, 1];
  it("count what is given for what, by class", () => {
    const confusion = confusionOf(actual, given, 3);
    expect(confusion).toEqual([
      [2, 1, 0],
      [0, 2, 0],
      [0, 1, 0],
    ]);
    expect(classScores(["a", "b", "c"], confusion)).toEqual([
      { label: "a", n: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
      { label: "b", n: 2, precision: 0.5, recall: 1, f1: 4 / 6 },
      { label: "c", n: 1, precision: null, recall: 0, f1: 0 },
    ]);
    const score = scoreMethod({ name: "n", kind: "simple", given }, actual, ["a", "b", "c", "never"]);
    expect(score).toMatchObject({ accuracy: 4 / 6, logLoss: null });
    expect(score.macroF1).toBeCloseTo((0.8 + 4 / 6 + 0) / 3, 12);
  });

  it("call a lead one only beyond chance", () => {
    const zeros = (n: number) => new Array<number>(n).fill(0);
    const verdict = (onlyNet: number, onlyRival: number) =>
      verdictOn(
        { name: "net", kind: "net", given: [...zeros(onlyNet), ...zeros(onlyRival).map(() => 1)] },
        [{ name: "rival", kind: "simple", given: [...zeros(onlyNet).map(() => 1), ...zeros(onlyRival)] }],
        zeros(onlyNet + onlyRival),
      );
    expect(verdict(5, 0).outcome).toBe("tie");
    expect(verdict(6, 0)).toEqual({ outcome: "win", rival: "rival", onlyNet: 6, onlyRival: 0 });
    expect(verdict(2, 20).outcome).toBe("loss");
    expect(verdict(12, 8).outcome).toBe("tie");
    expect(verdict(0, 0).outcome).toBe("tie");
  });
});

describe("splits", () => {
  const cases = toCases(
    waves(60).map((one, k) => ({ ...one, group: `${one.label} ${k % 10}` })),
    true,
  );
  it("test a fifth of each class's recordings", () => {
    const { train, test } = splitTest(cases, 1);
    for (const label of ["fast", "slow"]) {
      const groups = (list: typeof train) => new Set(list.filter((one) => one.label === label).map(({ group }) => group));
      expect(groups(test).size).toBe(1);
      expect([...groups(train)].some((group) => groups(test).has(group))).toBe(false);
    }
    expect(train.length + test.length).toBe(60);
    expect(splitTest(cases, 2).test).not.toEqual(test);
  });

  it("deal recordings out evenly to the parts that validate", () => {
    const parts = foldsOf(cases, 5, 1);
    const byGroup = new Map(cases.map(({ group }, k) => [group, parts[k]]));
    expect(cases.every(({ group }, k) => byGroup.get(group) === parts[k])).toBe(true);
    for (let part = 0; part < 5; part++) expect([...byGroup.values()].filter((own) => own === part).length).toBe(2);
  });
});

describe("the nearest neighbour", () => {
  it("stretches by linear interpolation", () => {
    expect(Array.from(resample({ steps: 2, data: Float64Array.of(0, 10, 4, 20) }, 2, 3))).toEqual([0, 10, 2, 15, 4, 20]);
    expect(Array.from(resample({ steps: 3, data: Float64Array.of(1, 2, 3) }, 1, 1))).toEqual([1]);
  });

  it("is the closest of training, whatever the length; of texts, the one with most words in common", () => {
    const ramp = (n: number, up: boolean): ClassifySequence => ({
      features: { x: Array.from({ length: n }, (_, t) => (up ? t : n - 1 - t) / (n - 1)) },
    });
    const train = toCases([ramp(10, true), ramp(12, false)], false);
    const asked = toCases([ramp(5, false), ramp(30, true)], false);
    expect(nearestClasses(train, [0, 1], asked, fitInput(train, false))).toEqual([1, 0]);
    const known = toCases(texts(6), false);
    expect(nearestClasses(known, [0, 1, 0, 1, 0, 1], toCases([{ text: "broken, the parcel" }], false), fitInput(known, false))).toEqual([
      1,
    ]);
  });
});

describe("inputs", () => {
  it("take several rows a step where sequences are long, and pad the last step with the mean", () => {
    const long = toCases([{ features: { x: Array.from({ length: 130 }, (_, t) => t) } }], false);
    const spec = fitInput(long, false);
    expect(spec).toMatchObject({ kind: "numbers", rows: 3 });
    const [{ steps, data }] = encodeCases(long, spec);
    expect([steps, widthOf(spec), data.length]).toEqual([44, 3, 132]);
    expect(Array.from(data.subarray(130))).toEqual([0, 0]);
    expect(data[0]).toBeCloseTo(-data[129], 10);
  });

  it("cut texts into words, numbers and marks", () => {
    expect(tokensOf("¡Qué bien! 3 años, ñandú it's")).toEqual(["¡", "qué", "bien", "!", "3", "años", ",", "ñandú", "it's"]);
  });
});

describe("the net", () => {
  it.each([
    ["numbers", waves(4)],
    ["texts", texts(4)],
  ])("has the weights that its shapes say (%s)", (_, data) => {
    const spec = classifierSpec({ hidden: 5, layers: 2, cell: "gru" });
    const input = fitInput(toCases(data, true), false);
    const net = makeNet(spec, input, 3, 1);
    const own = new Map([...net.parameters()].map(([name, { shape }]) => [name, [...shape]]));
    expect(own).toEqual(new Map([...weightShapes(spec, input, 3)].map(([name, shape]) => [name, [...shape]])));
  });
});
