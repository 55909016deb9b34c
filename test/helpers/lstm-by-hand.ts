/** An LSTM layer and a linear one in plain loops, for the lens tests; a gate can be held. */
import type { Network } from "../../src/network.ts";
import type { Values } from "../../src/values.ts";

export interface ByHand {
  /** [B][T][unit] by gate. */
  readonly gates: Record<"i" | "f" | "g" | "o", number[][][]>;
  readonly h: number[][][];
  readonly c: number[][][];
  readonly y: number[][][];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function lstmByHand(net: Network, { shape, data }: Values, held: Partial<Record<"i" | "f" | "g" | "o", number>> = {}): ByHand {
  const weights = net.stateDict();
  const [B, T, F] = shape;
  const at = (name: string) => weights[name].data;
  const H = weights["0.weight_hh_l0"].shape[1];
  const O = weights["1.weight"].shape[0];
  const out: ByHand = { gates: { i: [], f: [], g: [], o: [] }, h: [], c: [], y: [] };
  for (let b = 0; b < B; b++) {
    let [h, c] = [new Array<number>(H).fill(0), new Array<number>(H).fill(0)];
    for (const list of [...Object.values(out.gates), out.h, out.c, out.y]) list.push([]);
    for (let t = 0; t < T; t++) {
      const before = h;
      const gate = (index: number, name: "i" | "f" | "g" | "o"): number[] =>
        Array.from({ length: H }, (_, k) => {
          const row = index * H + k;
          let a = at("0.bias_ih_l0")[row] + at("0.bias_hh_l0")[row];
          for (let j = 0; j < F; j++) a += at("0.weight_ih_l0")[row * F + j] * data[(b * T + t) * F + j];
          for (let j = 0; j < H; j++) a += at("0.weight_hh_l0")[row * H + j] * before[j];
          return held[name] ?? (name === "g" ? Math.tanh(a) : sigmoid(a));
        });
      const [i, f, g, o] = [gate(0, "i"), gate(1, "f"), gate(2, "g"), gate(3, "o")];
      c = c.map((old, k) => f[k] * old + i[k] * g[k]);
      h = c.map((value, k) => o[k] * Math.tanh(value));
      for (const [name, values] of Object.entries({ i, f, g, o })) out.gates[name as "i"][b].push(values);
      out.h[b].push(h);
      out.c[b].push(c);
      out.y[b].push(
        Array.from({ length: O }, (_, k) => h.reduce((sum, value, j) => sum + at("1.weight")[k * H + j] * value, at("1.bias")[k])),
      );
    }
  }
  return out;
}
