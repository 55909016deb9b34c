import { describe, expect, it } from "vitest";
import { toSteps } from "../../../src/tasks/label/data.ts";
import { labelerSpec } from "../../../src/tasks/label/options.ts";
import { planLabels } from "../../../src/tasks/label/plan.ts";
import { backgroundOf, chooseRule } from "../../../src/tasks/label/rule.ts";
import { daysOf, recommendedOf, scoreEvents, scoreLabels, scoreSteps } from "../../../src/tasks/label/scores.ts";
import { fitThreshold, lastLabels, thresholdLabels } from "../../../src/tasks/label/simple.ts";
import { madeSignal } from "./made.ts";

const of = (text: string): string[] => [...text].map((letter) => (letter === " " ? "" : letter));
const reading = { kind: "runs", background: "-", minLength: 1, mergeGap: 0 } as const;

describe("scores worked by hand", () => {
  it("steps: those without a label count nowhere; macro F1 is the mean over classes that are true or predicted", () => {
    // Known: a a - - ; predicted: a - - b. a: 2·1/(2+1); -: 2·1/(2+2); b: 0.
    const { accuracy, macroF1, classes } = scoreSteps([of("aa-- ")], [of("a--bb")]);
    expect(accuracy).toBe(0.5);
    expect(macroF1).toBeCloseTo((2 / 3 + 0.5 + 0) / 3, 15);
    expect(classes.map(({ label, precision, recall, support }) => [label, precision, recall, support])).toEqual([
      ["-", 0.5, 0.5, 2],
      ["a", 1, 0.5, 2],
      ["b", 0, 0, 0],
    ]);
  });

  it("events: precision, recall, F1, and false alarms per 1000 steps and a day", () => {
    const truth = [of("--aaaa----aa----aa--")];
    const found = [of("--aaa-------a-a-aa--")];
    // Overlaps: 3/4, none, 1: 2 of 3 found; 2 of the 4 predicted are none.
    const { truth: own, predicted, matched, precision, recall, f1 } = scoreEvents(truth, found, reading);
    expect({ own, predicted, matched, precision, recall, f1 }).toEqual({
      own: 3,
      predicted: 4,
      matched: 2,
      precision: 0.5,
      recall: 2 / 3,
      f1: 4 / 7,
    });
    const method = { name: "lstm", kind: "net", labels: found, reading } as const;
    expect(scoreLabels(truth, [method], undefined).methods[0].falseAlarms).toBe(100);
    expect(scoreLabels(truth, [method], 0.5).methods[0].falseAlarms).toBe(4);
    expect(scoreLabels(truth, [method], 0.5)).toMatchObject({ measure: "events", per: "day", steps: 20, sequences: 1 });
  });

  it("events on steps without a label: left out when most of it is, counted when half is known", () => {
    expect(scoreEvents([of("----    ")], [of("---aaa--")], reading)).toMatchObject({ predicted: 0 });
    expect(scoreEvents([of("----    ")], [of("--aaaa--")], reading)).toMatchObject({ predicted: 1, matched: 0 });
  });

  it("days: labelled steps times the median step, in milliseconds", () => {
    const time = Float64Array.from({ length: 10 }, (_, t) => t * 3_600_000 + (t > 5 ? 7 : 0));
    const [steps] = toSteps({ time, features: { x: new Float64Array(10) }, label: of("aa- -aaaaa") });
    expect(daysOf([steps], [{ from: 0, to: 6 }])).toBeCloseTo(5 / 24, 12);
    const [timeless] = toSteps({ features: { x: new Float64Array(10) }, label: of("aa- -aaaaa") });
    expect(daysOf([timeless], [{ from: 0, to: 6 }])).toBeUndefined();
  });

  it("the net goes first unless a simple method leads by 0.02; the last label, which new data lack, never does", () => {
    const truth = [of("--aa--aa--aa--aa")];
    const poor = { name: "lstm", kind: "net", labels: [of("--aa------------")], reading } as const;
    const good = { name: "threshold", kind: "simple", labels: truth, reading } as const;
    const last = { ...good, name: "last-label" } as const;
    expect(recommendedOf(scoreLabels(truth, [poor, good], undefined))).toBe("threshold");
    expect(recommendedOf(scoreLabels(truth, [poor, last], undefined))).toBe("lstm");
    expect(recommendedOf(scoreLabels(truth, [{ ...poor, labels: truth }, good], undefined))).toBe("lstm");
  });
});

describe("rules", () => {
  it("the background: as asked, by its name, by half of the steps, or none", () => {
    expect(
      backgroundOf(
        [
          ["walk", 9],
          ["none", 1],
        ],
        undefined,
      ),
    ).toBe("none");
    expect(
      backgroundOf(
        [
          ["walk", 9],
          ["none", 1],
        ],
        "walk",
      ),
    ).toBe("walk");
    expect(
      backgroundOf(
        [
          ["walk", 5],
          ["run", 5],
        ],
        undefined,
      ),
    ).toBe("walk");
    expect(
      backgroundOf(
        [
          ["walk", 4],
          ["run", 3],
          ["sit", 3],
        ],
        undefined,
      ),
    ).toBeUndefined();
  });

  it("length and gap: those that make the validation part's events right; the least of equals; what is asked stays", () => {
    const truth = [of("--aaaaaaaa------------")];
    const found = [of("--aaa-aaaa------a-----")];
    const auto = { minLength: "auto", mergeGap: "auto" } as const;
    expect(chooseRule(truth, found, reading, auto)).toEqual({ ...reading, minLength: 2, mergeGap: 1 });
    expect(chooseRule(truth, found, reading, { minLength: 1, mergeGap: 0 })).toEqual(reading);
    expect(chooseRule(truth, truth, reading, auto)).toEqual(reading);
  });
});

describe("simple methods", () => {
  it("the threshold is the best of training on a single channel, upwards or downwards; other data have none", () => {
    const label = of("----aa------aa----aa");
    const signal = label.map((name, t) => (name === "a" ? -5 : 1) + (t % 3) / 10);
    const [steps] = toSteps({ features: { signal }, label });
    const training = [{ from: 0, to: 20 }];
    const fitted = fitThreshold([steps], training, ["-", "a"], reading);
    expect(fitted?.threshold).toMatchObject({ feature: "signal", above: false, label: "a", other: "-" });
    if (fitted !== undefined) expect(thresholdLabels(steps, fitted.threshold)).toEqual(label);
    const [two] = toSteps({ features: { signal, other: signal }, label });
    expect(fitThreshold([two], training, ["-", "a"], reading)).toBeUndefined();
    const [gaps] = toSteps({ features: { signal: [Number.NaN, -5] }, label: of("-a") });
    if (fitted !== undefined) expect(thresholdLabels(gaps, fitted.threshold)).toEqual(of("-a"));
  });

  it("the last label is the last known one before the test", () => {
    const [steps] = toSteps({ features: { x: new Float64Array(6) }, label: of("-a -- ") });
    expect(lastLabels([steps], [{ from: 3, to: 6 }], "-")).toEqual([["a", "a", "a"]]);
    expect(lastLabels([steps], [{ from: 0, to: 6 }], "-")).toBeUndefined();
  });
});

describe("the split", () => {
  const spec = labelerSpec();
  it("fewer than ten sequences are cut by time, the test last", () => {
    const plan = planLabels(toSteps([madeSignal(100), { ...madeSignal(200, 2), id: "b" }]), spec);
    expect(plan).toMatchObject({ by: "time", lookback: 128 });
    expect(plan.training).toEqual([
      { from: 0, to: 64 },
      { from: 0, to: 128 },
    ]);
    expect(plan.validation).toEqual([
      { from: 64, to: 80 },
      { from: 128, to: 160 },
    ]);
    expect(plan.test).toEqual([
      { from: 80, to: 100 },
      { from: 160, to: 200 },
    ]);
  });

  it("ten are split whole, each into one part, by the seed", () => {
    const data = toSteps(Array.from({ length: 10 }, (_, k) => ({ ...madeSignal(40, k), id: `r${k}` })));
    const plan = planLabels(data, spec);
    const lengths = [plan.training, plan.validation, plan.test].map((spans) => spans.filter(({ to }) => to > 0).length);
    expect([plan.by, ...lengths]).toEqual(["sequence", 6, 2, 2]);
    plan.training.forEach((_, k) => {
      expect([plan.training, plan.validation, plan.test].filter((spans) => spans[k].to > 0).length).toBe(1);
    });
    expect(planLabels(data, spec)).toEqual(plan);
    expect(planLabels(data, labelerSpec({ seed: 2 })).test).not.toEqual(plan.test);
  });

  it("parts that are given stay", () => {
    const data = toSteps([madeSignal(40), { ...madeSignal(40, 2), part: "test" }, { ...madeSignal(40, 3), part: "validation" }]);
    const { by, training, validation, test } = planLabels(data, spec);
    expect([by, training[0].to, validation[2].to, test[1].to]).toEqual(["given", 40, 40, 40]);
  });

  it("refuses too few labelled steps", () => {
    expect(() => planLabels(toSteps(madeSignal(19)), spec)).toThrow("label: expected at least 20 steps with a known label, got 19");
  });
});
