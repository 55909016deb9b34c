import { describe, expect, it } from "vitest";
import { lstm, rnn } from "../../src/cells/index.ts";
import { network, recurrent } from "../../src/layers/index.ts";
import type { Objective } from "../../src/network.ts";
import { add, multiply, sum } from "../../src/ops/index.ts";
import { constant } from "../../src/tensor.ts";
import { relativeError } from "../helpers/differences.ts";
import { golden, goldenCases, goldens } from "./read.ts";

interface LayerCase {
  name: string;
  cell: "rnn" | "gru" | "lstm";
  activation: "tanh" | "relu";
  layers: number;
  bidirectional: boolean;
  bias: boolean;
  projection: number;
  lengths: number[] | null;
  states: boolean;
  input: number;
  hidden: number;
}

const cellOf = ({ cell, activation, projection }: LayerCase) =>
  cell === "rnn" ? rnn({ activation }) : cell === "lstm" ? lstm({ projection }) : "gru";
const cases = goldenCases("layer") as unknown as LayerCase[];

describe.each([
  ["reference", 1e-9],
  ["wasm", 1e-4],
] as const)("%s equals PyTorch, outputs, states and every gradient, max|a−b|/max|b| < %d", (backend, tolerance) => {
  it("has cases of each kind", () => {
    expect(cases.length).toBeGreaterThanOrEqual(96);
  });

  it.each(cases.map((item) => [item.name, item] as const))("%s", (name, item) => {
    const { input, hidden, layers, bidirectional, bias } = item;
    const net = network(recurrent({ cell: cellOf(item), input, hidden, layers, bidirectional, bias }), { backend });
    net.loadStateDict(goldens(`${name}/weight/`));
    const weighing = goldens(`${name}/weighing/`);
    const objective: Objective = (output, states) =>
      [...states].reduce(
        (total, [state, tensor]) => add(total, sum(multiply(tensor, constant(weighing[state])))),
        sum(multiply(output, constant(weighing.output))),
      );
    const initial = goldens(`${name}/initial/`);
    const got = net.gradients(golden(`${name}/x`), objective, { lengths: item.lengths ?? undefined, state: initial });
    const close = (what: string, own: { data: ArrayLike<number> }, theirs: { data: ArrayLike<number> }): void =>
      expect(relativeError(own.data, theirs.data), what).toBeLessThan(tolerance);
    close("output", got.output, golden(`${name}/output`));
    close("dx", got.input, golden(`${name}/dx`));
    for (const [state, tensor] of Object.entries(goldens(`${name}/final/`))) close(`final ${state}`, got.state[state], tensor);
    for (const [state, tensor] of Object.entries(goldens(`${name}/dinitial/`))) close(`dinitial ${state}`, got.initial[state], tensor);
    const gradients = Object.entries(goldens(`${name}/dweight/`));
    expect(gradients.length).toBe(net.parameters().size);
    for (const [weight, tensor] of gradients) close(`d${weight}`, got.parameters[weight], tensor);
  });
});
