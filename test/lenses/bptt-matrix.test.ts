import { describe, expect, it } from "vitest";
import { bpttMatrix } from "../../src/lenses/bptt-matrix.ts";
import { unitsOf } from "../../src/lenses/shared/places.ts";
import { pick, statesBefore } from "../../src/lenses/shared/spots.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import type { Recording } from "../../src/recorder.ts";
import { relativeError, wave } from "../helpers/differences.ts";
import { inputsOf, leaky, smallNet, stepsOf } from "../helpers/lens-nets.ts";

const [B, T, H] = [2, 5, 3];
const inputs = inputsOf(B, T);
const targets = wave([B, T, 2], 0.8);
const eps = 1e-5;

/** The loss at step t of row b, in a mean over B·T steps of 2, from the recorded states before step `from`. */
function lossFrom(
  net: Network,
  states: Record<string, Float64Array>,
  layers: number,
  b: number,
  from: number,
  t: number,
  at: number[],
): number {
  const x = stepsOf({ shape: [1, T, 2], data: inputs.data.subarray(b * T * 2, (b + 1) * T * 2) }, from, t + 1);
  const state = Object.fromEntries(Object.entries(states).map(([name, data]) => [`0.${name}`, { shape: [layers, 1, H], data }]));
  const { output } = net.forward(x, { state });
  const last = output.data.slice(-2);
  return ((last[0] - at[0]) ** 2 + (last[1] - at[1]) ** 2) / (B * T * 2);
}

/** States of row b before step `from`, by state name, all layers. */
function carriedAt(recordings: readonly Recording[], b: number, from: number): Record<string, Float64Array> {
  const names = [...recordings[0].states.keys()];
  return Object.fromEntries(
    names.map((name) => [
      name,
      Float64Array.from(
        recordings.flatMap(({ states }) =>
          from === 0 ? new Array(H).fill(0) : Array.from(states.get(name)?.data.subarray((b * T + from - 1) * H, (b * T + from) * H) ?? []),
        ),
      ),
    ]),
  );
}

const target = (b: number, t: number): number[] => Array.from(targets.data.subarray((b * T + t) * 2, (b * T + t + 1) * 2));

describe.each([
  ["rnn", { cell: "rnn" }],
  ["lstm, two layers", { cell: "lstm", layers: 2 }],
  ["gru", { cell: "gru" }],
  ["a cell of one's own", { cell: leaky }],
] as const)("bptt-matrix against central differences, float64, relative error < 1e-6: %s", (_name, options) => {
  const net = smallNet(options, 0.9);
  const layers = "layers" in options ? options.layers : 1;
  const { recordings } = net.forward(inputs, { record: true });
  const matrix = bpttMatrix(net, { inputs, targets }, { loss: losses.mse() });

  it("‖∂L_t/∂h_s‖, s < t, of the first layer's h moved alone", () => {
    for (let t = 1; t < T; t++) {
      for (let s = 0; s < t; s++) {
        for (let layer = 0; layer < layers; layer++) {
          let square = 0;
          for (let b = 0; b < B; b++) {
            for (let i = 0; i < H; i++) {
              const side = (delta: number): number => {
                const states = carriedAt(recordings, b, s + 1);
                states.h[layer * H + i] += delta;
                return lossFrom(net, states, layers, b, s + 1, t, target(b, t));
              };
              square += ((side(eps) - side(-eps)) / (2 * eps)) ** 2;
            }
          }
          // A lower layer's h also speaks to the layers above at its own step: that path isn't in a moved carry.
          if (layer < layers - 1) continue;
          expect(Math.abs(10 ** (matrix.layers[layer].gradients[t][s] ?? 0) / Math.sqrt(square) - 1)).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("a window's gradient: cosines, parts and shares of every weight together", () => {
    const values = [...net.parameters().values()];
    /** ∇_k by moving the weights inside windows of k + 1 steps only. */
    const windowed = (k: number): Float64Array => {
      const starts = new Map<string, Record<string, Float64Array>>();
      for (let b = 0; b < B; b++) for (let t = 0; t < T; t++) starts.set(`${b} ${t}`, carriedAt(recordings, b, Math.max(0, t - k)));
      const total = (): number => {
        let sum = 0;
        for (let b = 0; b < B; b++)
          for (let t = 0; t < T; t++) sum += lossFrom(net, starts.get(`${b} ${t}`) ?? {}, layers, b, Math.max(0, t - k), t, target(b, t));
        return sum;
      };
      return Float64Array.from(
        values.flatMap((parameter) => {
          const own = Float64Array.from(parameter.values().data);
          const out = Array.from(own, (value, j) => {
            const side = (delta: number): number => {
              const data = Float64Array.from(own);
              data[j] = value + delta;
              parameter.assign(data);
              return total();
            };
            return (side(eps) - side(-eps)) / (2 * eps);
          });
          parameter.assign(own);
          return out;
        }),
      );
    };
    const nablas = [0, 1, 2, 3, 4].map(windowed);
    const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, k) => sum + x * b[k], 0);
    const full = nablas[4];
    const terms = nablas.map((nabla, k) => nabla.map((x, j) => x - (k > 0 ? nablas[k - 1][j] : 0)));
    const norms = terms.map((term) => Math.sqrt(dot(term, term)));
    const all = matrix.weights.find(({ name }) => name === "*");
    const close = (got: readonly (number | null)[] | undefined, expected: number[]): void =>
      expect(relativeError((got ?? []) as number[], expected)).toBeLessThan(1e-6);
    close(
      all?.cosine,
      nablas.map((nabla) => dot(nabla, full) / Math.sqrt(dot(nabla, nabla) * dot(full, full))),
    );
    close(
      all?.part,
      terms.map((term) => dot(term, full) / dot(full, full)),
    );
    close(
      all?.share,
      norms.map((norm) => norm / norms.reduce((a, b) => a + b, 0)),
    );
  }, 30_000);
});

describe("bptt-matrix and the gradient that trains", () => {
  it.each(["sequence", "last"] as const)(
    "its terms by lag sum to the whole (parts sum to 1, the last cosine is 1), to 1e-12: returns %s",
    (returns) => {
      const net = smallNet({ cell: "lstm", layers: 2, returns }, 0.9);
      const t = returns === "last" ? wave([B, 2], 0.8) : targets;
      const { weights, losses: where } = bpttMatrix(net, { inputs, targets: t, lengths: [5, 3] }, { loss: losses.mse() });
      expect(where).toBe(returns === "last" ? "last" : "every");
      expect(weights.map(({ name }) => name)).toEqual(["0.weight_hh_l0", "0.weight_hh_l1", "*"]);
      for (const { part, cosine, share } of weights) {
        expect(part.reduce<number>((a, b) => a + (b ?? 0), 0)).toBeCloseTo(1, 12);
        expect(share.reduce<number>((a, b) => a + (b ?? 0), 0)).toBeCloseTo(1, 12);
        expect(cosine[4]).toBeCloseTo(1, 12);
      }
    },
  );

  it("one step's term is the whole gradient's: lag 0 of one step equals BPTT over one step, to 1e-12", () => {
    const net = smallNet({ cell: "gru" });
    const spots = [{ row: 0, step: 2 }];
    const { recordings } = net.forward(inputs, { record: true });
    const state = statesBefore(unitsOf(net, "test"), recordings, spots);
    const one = net.forward(pick(inputs, spots, T), { state }).output.data;
    const whole = net.forward(inputs).output.data.subarray(4, 6);
    expect(relativeError(one, whole)).toBeLessThan(1e-12);
  });

  it("ragged rows: a row's end is its own last step", () => {
    const net = smallNet({ cell: "rnn", returns: "last" });
    const { layers } = bpttMatrix(net, { inputs, targets: wave([B, 2], 0.8), lengths: [5, 1] }, { loss: losses.mse() });
    expect(layers[0].gradients[4].every((value) => value !== null)).toBe(true);
    expect(layers[0].gradients[0][0]).toBeNull();
  });
});

it("refuses a net that reads from the end, and a loss without targets", () => {
  expect(() => bpttMatrix(smallNet({ cell: "rnn", bidirectional: true }), { inputs })).toThrow("a network that reads forwards");
  expect(() => bpttMatrix(smallNet({ cell: "rnn" }), { inputs }, { loss: losses.mse() })).toThrow("missing targets");
});
