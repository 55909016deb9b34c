import { describe, expect, it } from "vitest";
import { beats } from "../../src/datasets/index.ts";
import { eventsOf } from "../../src/tasks/label.ts";

describe("beats", () => {
  it("the same seed gives the same recordings, another seed others; a recording is the same whatever their number", () => {
    expect(beats({ seed: 1, recordings: 2 })).toEqual(beats({ seed: 1, recordings: 3 }).slice(0, 2));
    expect(beats({ seed: 2, recordings: 1 })[0].signal).not.toEqual(beats({ seed: 1, recordings: 1 })[0].signal);
  });

  it("has 24 recordings of 1500 steps of 20 ms, beats 30 to 55 steps apart, artefacts, and gaps without label", () => {
    const all = beats({ seed: 3 });
    expect(all.map(({ signal, time, label }) => [signal.length, time[1499], label.length])).toEqual(all.map(() => [1500, 29_980, 1500]));
    for (const { signal, label } of all) expect(Array.from(signal, Number.isNaN)).toEqual(label.map((name) => name === ""));
    const counts = (name: string) => all.flatMap(({ label }) => label).filter((one) => one === name).length;
    expect(counts("beat")).toBeGreaterThan(0.15 * 36_000);
    expect(counts("artefact")).toBeGreaterThan(500);
    expect(counts("")).toBeGreaterThan(500);
    const events = all.flatMap(({ label }) => eventsOf(label, { background: "none", minLength: 9, mergeGap: 0 }));
    expect(events.filter(({ label }) => label === "beat").length).toBeGreaterThan(600);
  });

  it("no threshold tells beats: the baseline wanders farther than a beat is tall", () => {
    for (const { signal, label } of beats({ seed: 4, recordings: 4 })) {
      const rest = signal.filter((_, t) => label[t] === "none");
      expect(rest.reduce((a, b) => Math.max(a, b)) - rest.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(1.4);
    }
  });
});
