import { describe, expect, it } from "vitest";
import { type Cell, embedding, figures, initializers, linear, lstm, ops, recurrent, sequential } from "../../src/index.ts";
import { xmlFault } from "../helpers/xml.ts";

const net = () => sequential([recurrent({ cell: "rnn", input: 3, hidden: 8, layers: 2 }), linear({ output: 1 })]);
const reader = () =>
  sequential([
    embedding({ vocabulary: 40, output: 16 }),
    recurrent({ cell: "lstm", hidden: 32, bidirectional: true, returns: "last" }),
    linear({ output: 5 }),
  ]);
const own: Cell = {
  kind: "a <b> & 'c'",
  states: ({ hidden }) => ({ s: hidden, m: hidden }),
  parameters: ({ input, hidden }) => ({
    decay_rate: { shape: [hidden], initial: initializers.constantly(0) },
    "mix<": { shape: [hidden, input], initial: initializers.glorot() },
  }),
  step(x, { s, m }, w, { gate }) {
    const k = gate("k<", ops.sigmoid, ops.affine(ops.divide(x, ops.add(s, 2)), w["mix<"]));
    return { s: ops.subtract(ops.multiply(k, s), ops.multiply(ops.exp(w.decay_rate), m)), m: ops.maximum(m, x) };
  },
};
const drawn = {
  unrolled: (options = {}) => figures.unrolled(net(), options),
  reader: (options = {}) => figures.unrolled(reader(), { steps: 5, ...options }),
  rnn: (options = {}) => figures.unit("rnn", options),
  lstm: (options = {}) => figures.unit("lstm", options),
  gru: (options = {}) => figures.unit("gru", options),
  peepholes: (options = {}) => figures.unit(lstm({ peepholes: true, projection: 2 }), options),
  normalised: (options = {}) => figures.unit(lstm({ layerNorm: true }), options),
  own: (options = {}) => figures.unit(own, options),
  chain: (options = {}) => figures.chain(options),
  measured: (options = {}) => figures.chain({ sizes: Array.from({ length: 41 }, (_, lag) => 0.825 ** lag), ...options }),
  exploding: (options = {}) => figures.chain({ sizes: [1, 250, 6e4, 1.5e7, 0, 9e11], ...options }),
  problemTypes: (options = {}) => figures.problemTypes(options),
};
const kinds = Object.keys(drawn) as (keyof typeof drawn)[];
const sizes = [{}, { width: 350 }, { width: 350, inside: "p1" }, { width: 760, inside: "p1" }, { width: 1200 }];

interface Box {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

const attribute = (mark: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(mark)?.[1];
const plain = (marked: string): string =>
  marked.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/** Where each text stands, by its size and an estimate of its width; an index is smaller. */
function textBoxes(svg: string): Box[] {
  return [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/g)].map(([, mark, inside]) => {
    const size = Number(/font-size:([\d.]+)px/.exec(mark)?.[1] ?? (/class="title"/.test(mark) ? 15 : 12));
    const indices = [...inside.matchAll(/<tspan[^>]*font-size:([\d.]+)px[^>]*>([^<]*)<\/tspan>/g)];
    const shifts = [...inside.matchAll(/dx="(-?[\d.]+)"/g)].reduce((sum, [, dx]) => sum + Number(dx), 0);
    const small = indices.reduce((sum, [, own, text]) => sum + 0.52 * Number(own) * [...plain(text)].length, 0);
    const letters = [...plain(inside)].length - indices.reduce((sum, [, , text]) => sum + [...plain(text)].length, 0);
    const width = 0.52 * size * letters + small + Math.max(shifts, -small);
    const anchor = attribute(mark, "text-anchor") ?? "start";
    const x0 = Number(attribute(mark, "x")) - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    const y = Number(attribute(mark, "y"));
    return { text: plain(inside), x0, x1: x0 + width, y0: y - 0.7 * size, y1: y + 0.1 * size };
  });
}

const overlap = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

describe("figures", () => {
  it.each(kinds)("%s is well formed, titled, and the same each time", (kind) => {
    for (const language of ["en", "es"]) {
      for (const size of sizes) {
        const svg = drawn[kind]({ language, ...size });
        expect(xmlFault(svg)).toBeUndefined();
        expect(svg).toBe(drawn[kind]({ language, ...size }));
        expect(svg).toMatch(/<title id="(p1-)?t">[^<]{8,}<\/title>\n<desc id="(p1-)?d">[^<]{30,}<\/desc>/);
        if ("inside" in size) expect(svg).not.toMatch(/<style|class="title"/);
        else expect(svg).toContain("prefers-color-scheme: dark");
        // Colours by the theme alone.
        expect(svg.replace(/<style>[\s\S]*<\/style>/, "")).not.toMatch(/#[0-9a-f]{3,6}\b(?!;)|rgb\(|currentColor/i);
      }
    }
  });

  it.each(kinds)("%s has every text within the picture, and none over another", (kind) => {
    for (const language of ["en", "es"]) {
      for (const size of sizes) {
        const svg = drawn[kind]({ language, ...size });
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
        const boxes = textBoxes(svg);
        expect(boxes.length).toBeGreaterThan(5);
        const outside = boxes.filter(({ x0, x1, y0, y1 }) => x0 < -1 || y0 < 0 || x1 > Number(width) + 1 || y1 > Number(height));
        expect(outside.map(({ text }) => text)).toEqual([]);
        const over = boxes.flatMap((a, k) => boxes.slice(k + 1).flatMap((b) => (overlap(a, b) ? [`${a.text} | ${b.text}`] : [])));
        expect(over).toEqual([]);
      }
    }
  });

  it("say everything in the reader's language", () => {
    const all = (language: string) => kinds.map((kind) => drawn[kind]({ language })).join("");
    expect(all("es")).toMatch(/compuerta de olvido[\s\S]*compuerta de salida/);
    expect(all("es")).not.toMatch(/\b(?:gate|state|layer|unit|step|loss|hidden|each)\b/);
    expect(all("en")).not.toMatch(/compuerta|estado|capa|paso|salida/);
    expect(plain(drawn.lstm({ language: "es", width: 350 })).replace(/\n/g, " ")).toMatch(/No es ot,\s*la compuerta\s*de salida/);
    expect(plain(drawn.rnn())).not.toContain("output gate");
    expect(plain(drawn.measured({ language: "es" }))).toContain("4,6·10⁻⁴");
  });

  it("refuse what they can't draw", () => {
    for (const kind of kinds) {
      expect(() => drawn[kind]({ language: "fr" })).toThrow('unknown language: expected one of en, es, got "fr"');
      expect(() => drawn[kind]({ wide: 3 })).toThrow("unknown option");
    }
    expect(() => figures.unit("elman")).toThrow('unknown cell: expected one of rnn, lstm, gru, got "elman"');
    expect(() => figures.unrolled(net(), { steps: 0 })).toThrow("invalid steps: expected an integer ≥ 1, got 0");
    expect(() => figures.chain({ steps: 1 })).toThrow("invalid steps: expected an integer ≥ 2, got 1");
    expect(() => figures.chain({ steps: 3, sizes: [1, 2] })).toThrow("invalid sizes: expected 3 finite numbers ≥ 0, one a step");
    expect(() => figures.chain({ sizes: [1, Number.NaN] })).toThrow("invalid sizes");
    expect(() => figures.unit("lstm", { width: Number.NaN })).toThrow("invalid width: expected a finite number ≥ 320, got NaN");
    expect(() => figures.unit("lstm", { width: 100 })).toThrow("invalid width");
  });
});

describe("what a figure shows", () => {
  const count = (svg: string, text: RegExp): number => (svg.match(text) ?? []).length;

  it("unrolled: every level at every step, w_h between steps of a layer only", () => {
    const svg = figures.unrolled(net(), { steps: 4, inside: "p" });
    // One folded and four unrolled; two dotted ends a layer.
    expect(count(svg, /<rect /g)).toBe(4 * 5);
    const recurrentWires = [...svg.matchAll(/<path d="M[^"]*" style="fill:none;stroke:var\(--other\);stroke-width:2[^"]*"/g)];
    expect(recurrentWires).toHaveLength(2 * (1 + 3 + 2) + 1);
    // Level: between the same layer's states.
    const level = recurrentWires.filter(([wire]) => /d="M[\d.]+ ([\d.]+)L[\d.]+ \1"/.test(wire));
    expect(level).toHaveLength(2 * (3 + 2) + 1);
  });

  it("unrolled: an answer at the end comes out at the last step alone", () => {
    const answers = (returns: "sequence" | "last") =>
      count(plain(figures.unrolled(sequential([recurrent({ cell: "gru", input: 1, hidden: 2, returns }), linear({ output: 1 })]))), /y/g);
    expect(answers("sequence") - answers("last")).toBe(2);
  });

  it("chain: an arrow back for each step, as wide as what was measured", () => {
    const widths = (svg: string) =>
      [...svg.matchAll(/Q[^"]*" style="fill:none;stroke:var\(--main\);stroke-width:([\d.]+)/g)].map(([, width]) => Number(width));
    expect(widths(figures.chain({ steps: 4, inside: "p" }))).toEqual([2, 2, 2, 2]);
    const measured = widths(figures.chain({ sizes: [1, 1e-2, 1e-4, 0], inside: "p" }));
    expect(measured).toEqual([1, 4, 5.5, 7]);
  });

  it("problem types: inputs, states and outputs of each, and its command", () => {
    const svg = figures.problemTypes({ inside: "p" });
    expect(count(plain(svg), /x\d/g)).toBe(1 + 1 + 4 + 4 + 3);
    expect(count(plain(svg), /y\d/g)).toBe(1 + 4 + 1 + 4 + 2);
    expect(count(plain(svg), /h\d/g)).toBe(1 + 4 + 4 + 4 + 5);
    for (const command of ["regress", "generate", "forecast", "classify", "label", "translate"])
      expect(svg).toContain(`memoria ${command} `);
  });
});
