import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignmentSvg, barsSvg, confusionSvg, reliabilitySvg, scatterSvg, signalSvg } from "../../src/charts/index.ts";
import { thinned } from "../../src/charts/signal-svg.ts";
import { wave } from "../helpers/differences.ts";
import { xmlFault } from "../helpers/xml.ts";

const number = (value: number, decimals: number) => value.toFixed(decimals);
const said = { title: "moves <&> 'x'", description: 'Right in "40".', number };
const percent = (value: number) => `${Math.round(100 * value)} %`;
const values = (length: number, phase: number) => Array.from(wave([length], phase).data, (value) => Math.round(value * 1e6) / 1e6);

const bins = Array.from({ length: 10 }, (_, b) => {
  const n = b < 3 ? 0 : 4 * b;
  const right = b / 10 + 0.02;
  return { from: b / 10, to: (b + 1) / 10, n, given: b / 10 + 0.05, right, lower: right - 0.1, upper: Math.min(1, right + 0.1) };
});
const spans = [
  { from: 10, to: 30, label: "beat" },
  { from: 60, to: 66, label: "burst", wrong: true },
];
const signal = {
  channels: [
    { name: "ecg", values: values(120, 1) },
    { name: "", values: values(120, 2).map((value, t) => (t > 50 && t < 60 ? Number.NaN : value)) },
  ],
  lanes: [
    { name: "true", spans },
    { name: "found", spans: spans.slice(0, 1) },
  ],
  labels: ["beat", "burst"],
  ends: ["0 s", "60 s"] as [string, string],
};

const drawn = {
  confusion: (size = {}) =>
    confusionSvg(
      {
        labels: ["walk", "a name that is longer than its column", "run"],
        counts: [
          [40, 1, 0],
          [2, 1300, 4],
          [0, 0, 0],
        ],
      },
      { ...size, words: { ...said, is: "is", given: "given" } },
    ),
  bars: (size = {}) =>
    barsSvg(
      {
        rows: [
          { name: "walk", values: [0.5, 1] },
          { name: "run", values: [null, 0] },
        ],
        measures: ["found", "right"],
        whole: 1,
      },
      { ...size, words: { ...said, value: percent } },
    ),
  reliability: (size = {}) =>
    reliabilitySvg(bins, {
      ...size,
      words: { ...said, right: "right", given: "given", diagonal: "as it should be", chance: "as it was", cases: "how many", percent },
    }),
  alignment: (size = {}) =>
    alignmentSvg(
      {
        source: ["turn", "left", "twice", "<&>"],
        target: [{ token: "LEFT" }, { token: "JUMP", wrong: true }, { token: " " }],
        weights: [
          [0.1, 0.8, 0.1, 0],
          [0.25, 0.25, 0.25, 0.25],
          [0, 0.4, 0.6, 0],
          [0, 0, 0.01, 0.99],
        ],
      },
      { ...size, words: { ...said, source: "source", target: "found", end: "(end)" } },
    ),
  scatter: (size = {}) =>
    scatterSvg(
      { x: values(60, 1), y: [...values(59, 2), Number.NaN] },
      { ...size, words: { ...said, x: "given", y: "true", same: "the same" } },
    ),
  signal: (size = {}) => signalSvg(signal, { ...size, words: { ...said, wrong: "missed, or none" } }),
};
const kinds = Object.keys(drawn) as (keyof typeof drawn)[];

describe("charts of classes, events and values", () => {
  it.each(kinds)("%s is the kept picture", async (kind) => {
    await expect(drawn[kind]()).toMatchFileSnapshot(`snapshots/${kind}.svg`);
  });

  it.each(kinds)("%s is well formed at every width, titled, escaped, and its own within a page", (kind) => {
    for (const width of [320, 350, 760, 1200]) expect(xmlFault(drawn[kind]({ width }))).toBeUndefined();
    expect(drawn[kind]()).toContain('<title id="t">moves &#60;&#38;&#62; &#39;x&#39;</title>');
    const inside = drawn[kind]({ inside: "p1" });
    for (const [, id] of inside.matchAll(/\bid="([^"]*)"/g)) expect(id).toMatch(/^p1-/);
    expect(inside).not.toMatch(/<style|class="title"/);
  });

  it("a matrix has a mark for each cell and a number for each count, mistakes in another colour", () => {
    const svg = drawn.confusion();
    expect(svg.match(/<rect [^>]*stroke:var\(--grid\)/g)).toHaveLength(9);
    for (const count of ["40", "1300", "4"]) expect(svg).toContain(`>${count}</text>`);
    expect(svg.match(/fill:var\(--main\)/g)).toHaveLength(3);
  });

  it("where a net looked: a mark for each weight of a fiftieth or more, the end's row after the tokens, ✗ at a wrong one", () => {
    const svg = drawn.alignment();
    expect(svg.match(/<rect [^>]*fill:var\(--main\)/g)).toHaveLength(3 + 4 + 2 + 1);
    expect(svg).toContain(">✗ JUMP</text>");
    expect(svg).toContain(">(end)</text>");
    expect(svg).toContain(">␣</text>");
  });

  it("an event that was missed, or that is none, is hollow", () => {
    expect(drawn.signal().match(/<rect [^>]*fill:none/g)).toHaveLength(2); // it, and the key
    expect(signalSvg({ ...signal, lanes: [signal.lanes[1]] }, { words: { ...said, wrong: "missed" } })).not.toContain("fill:none");
  });

  it("a long signal keeps its least and largest values, in as many places as the picture has", () => {
    const long = Array.from({ length: 10_000 }, (_, t) => (t === 7777 ? 9 : t === 1234 ? -9 : 0));
    const ends = Array.from(thinned(long, 100));
    expect(ends).toHaveLength(200);
    expect([Math.min(...ends), Math.max(...ends)]).toEqual([-9, 9]);
    const svg = signalSvg(
      { channels: [{ name: "x", values: new Float64Array(1e6).fill(Number.NaN).map((_, t) => t % 97) }], lanes: [] },
      { words: { ...said, wrong: "" } },
    );
    expect(svg.length).toBeLessThan(40_000);
  });

  it("of anything: well-formed SVG", () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      fc.constantFrom(0, Number.NaN, 1.7e308, -1.7e308),
    );
    const text = fc.string({ unit: "binary", maxLength: 12 });
    const span = fc.record({ from: fc.nat(20), to: fc.nat(40), label: text, wrong: fc.boolean() });
    const any = fc.record({
      channels: fc.array(fc.record({ name: text, values: fc.array(value, { maxLength: 12 }) }), { maxLength: 3 }),
      lanes: fc.array(fc.record({ name: text, spans: fc.array(span, { maxLength: 4 }) }), { maxLength: 2 }),
    });
    const square = fc.array(text, { maxLength: 5 }).chain((labels) =>
      fc.record({
        labels: fc.constant(labels),
        counts: fc.array(fc.array(fc.nat(), { minLength: labels.length, maxLength: labels.length }), {
          minLength: labels.length,
          maxLength: labels.length,
        }),
      }),
    );
    fc.assert(
      fc.property(any, square, fc.array(value, { maxLength: 4 }), (one, matrix, list) => {
        expect(xmlFault(signalSvg(one, { words: { ...said, wrong: "" } }))).toBeUndefined();
        expect(xmlFault(confusionSvg(matrix, { words: { ...said, is: "is", given: "given" } }))).toBeUndefined();
        expect(
          xmlFault(scatterSvg({ x: list, y: [...list].reverse() }, { words: { ...said, x: "x", y: "y", same: "=" } })),
        ).toBeUndefined();
        const tokens = matrix.labels.map((token) => ({ token }));
        const weights = matrix.counts;
        expect(
          xmlFault(
            alignmentSvg({ source: matrix.labels, target: tokens, weights }, { words: { ...said, source: "s", target: "t", end: "e" } }),
          ),
        ).toBeUndefined();
        const rows = list.map((own) => ({ name: "x", values: [own, null] }));
        expect(xmlFault(barsSvg({ rows, measures: ["a", "b"] }, { words: { ...said, value: percent } }))).toBeUndefined();
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
