/** What every lens keeps, whatever it measures. */
import { describe, expect, it } from "vitest";
import { ModelError, OptionError } from "../src/errors.ts";
import { linear, sequential } from "../src/layers/index.ts";
import type { Lens, LensBatch, LensOptions } from "../src/lens.ts";
import { wave } from "./helpers/differences.ts";
import { inputsOf, leaky, smallNet } from "./helpers/lens-nets.ts";

export interface LensTraits {
  /** Needs gates by name: refuses a cell that has none. */
  readonly gates?: boolean;
  /** Refuses a net that reads from the end. */
  readonly forwards?: boolean;
  /** Options that every call gets. */
  readonly options?: LensOptions;
}

const nested = (value: unknown): unknown[] =>
  value !== null && typeof value === "object" ? [value, ...Object.values(value).flatMap(nested)] : [value];

export function lensSuite<Result extends { readonly kind: string }>(
  kind: string,
  lens: Lens<LensOptions, Result>,
  { gates = false, forwards = false, options = {} }: LensTraits = {},
): void {
  const [inputs, targets] = [inputsOf(3, 6), wave([3, 6, 2], 0.8)];
  const batch: LensBatch = { inputs, targets, lengths: [6, 4, 1] };
  describe(`the lens ${kind}`, () => {
    it.each([
      ["rnn", { cell: "rnn" }],
      ["lstm, two layers", { cell: "lstm", layers: 2 }],
      ["gru", { cell: "gru" }],
    ] as const)("gives JSON of finite numbers and nulls, the same each time, and leaves the weights: %s", (_name, recurrent) => {
      const net = smallNet(recurrent);
      const weights = JSON.stringify(net.stateDict());
      const result = lens(net, batch, options);
      expect(result.kind).toBe(kind);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      expect(nested(result).filter((value) => typeof value === "number" && !Number.isFinite(value))).toEqual([]);
      expect(lens(net, batch, options)).toEqual(result);
      expect(JSON.stringify(net.stateDict())).toBe(weights);
    });

    it("doesn't read padding", () => {
      const net = smallNet({ cell: "gru" });
      const data = Float64Array.from(inputs.data);
      data.fill(1e6, 2 * 12 + 2);
      expect(lens(net, { ...batch, inputs: { shape: [3, 6, 2], data } }, options)).toEqual(lens(net, batch, options));
    });

    it("looks at the first rows when told", () => {
      const net = smallNet({ cell: "rnn" });
      const one = {
        inputs: { shape: [1, 6, 2], data: inputs.data.slice(0, 12) },
        targets: { shape: [1, 6, 2], data: targets.data.slice(0, 12) },
      };
      expect(lens(net, batch, { ...options, rows: 1 })).toEqual(lens(net, one, { ...options, rows: 1 }));
    });

    it(`${gates ? "refuses" : "works on"} a cell of one's own that names no gates`, () => {
      const net = smallNet({ cell: leaky });
      if (gates) expect(() => lens(net, batch, options)).toThrow(expect.objectContaining({ code: "lens-unfit" }));
      else expect(lens(net, batch, options).kind).toBe(kind);
    });

    it(`${forwards ? "refuses" : "works on"} a net that reads from both ends`, () => {
      const net = smallNet({ cell: "lstm", bidirectional: true });
      if (forwards) expect(() => lens(net, batch, options)).toThrow(ModelError);
      else expect(lens(net, batch, options).kind).toBe(kind);
    });

    it("refuses a net without a recurrent layer, no rows, an unknown option", () => {
      const plain = sequential([linear({ input: 2, output: 2 })]);
      expect(() => lens(plain, batch, options)).toThrow(expect.objectContaining({ code: "lens-unfit" }));
      const net = smallNet({ cell: "lstm" });
      expect(() => lens(net, batch, { ...options, rows: 0 })).toThrow(OptionError);
      expect(() => lens(net, { ...batch, lengths: [0, 0, 0] }, options)).toThrow(expect.objectContaining({ code: "data-empty" }));
      expect(() => lens(net, batch, { ...options, stray: 1 } as LensOptions)).toThrow(expect.objectContaining({ code: "option-unknown" }));
    });
  });
}
