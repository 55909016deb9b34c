import { describe, expect, it } from "vitest";
import { ModelError, OptionError } from "../src/errors.ts";
import { linear, network } from "../src/layers/index.ts";
import { add, gather, matmul, multiply, reshape, sum, tanh } from "../src/ops/index.ts";
import { backward, constant, type Tensor, variable } from "../src/tensor.ts";
import { wave } from "./helpers/differences.ts";
import { inFrame } from "./helpers/ops.ts";

const caught = (body: () => unknown): unknown => {
  try {
    return body();
  } catch (error) {
    return error;
  }
};

describe("a tensor after its step", () => {
  const old = inFrame(() => {
    const tensor = variable([1, 2]);
    backward(sum(tensor));
    return tensor;
  });
  const uses: [string, () => unknown][] = [
    ["values", () => old.values()],
    ["gradientValues", () => old.gradientValues()],
    ["item", () => inFrame(() => reshape(old, [2]).item())],
    ["an op", () => inFrame(() => tanh(old))],
    ["an op's second operand", () => inFrame(() => add(constant([1, 2]), old))],
    ["a view", () => inFrame(() => reshape(old, [2, 1]))],
    ["gather", () => inFrame(() => gather(old, [0]))],
  ];
  it.each(uses)("refuses %s: tensor-expired, with a hint", (_name, use) => {
    const error = caught(use);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code: "tensor-expired" });
    expect((error as Error).message).toBe(
      "tensor: expected to be used inside the step that made it, got a use after its end; keep tensor.values() instead: a copy",
    );
  });
});

describe("outside of a step", () => {
  it.each<[string, () => unknown]>([
    ["constant", () => constant([1])],
    ["variable", () => variable([1])],
    ["an op", () => sum(inFrame(() => constant([1])))],
  ])("%s is refused: tensor-outside-step", (_name, use) => {
    const error = caught(use);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code: "tensor-outside-step" });
    expect((error as Error).message).toContain("tensor: expected to be used inside forward, gradients or a training step, got ");
  });
});

describe("steps inside steps", () => {
  const make = (seed: number) => network(linear({ input: 2, output: 2 }), { backend: "reference", seed });
  const x = wave([3, 2], 0.1);

  it("a pass of the same network inside an objective leaves the gradients as they are, to the bit", () => {
    const net = make(1);
    const loss = (output: Tensor): Tensor => sum(multiply(output, output));
    const plain = net.gradients(x, loss);
    const nested = net.gradients(x, (output) => {
      net.forward(wave([5, 2], 0.9));
      return loss(output);
    });
    expect(nested).toEqual(plain);
  });

  it("a pass of another network inside an objective leaves the gradients as they are, to the bit", () => {
    const [net, other] = [make(1), make(2)];
    const target = other.forward(x).output;
    const loss = (wanted: () => { shape: readonly number[]; data: ArrayLike<number> }) => (output: Tensor) =>
      sum(multiply(output, constant(wanted())));
    expect(
      net.gradients(
        x,
        loss(() => other.forward(x).output),
      ),
    ).toEqual(
      net.gradients(
        x,
        loss(() => target),
      ),
    );
  });

  it("a tensor of another network's running step is refused", () => {
    const [net, other] = [make(1), make(2)];
    const mix = (): unknown => net.gradients(x, (output) => other.frame(false, () => matmul(constant(wave([1, 3], 0)), output)));
    const error = caught(mix);
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toBe(
      "tensor: expected one of the running step, got one of another network's; pass tensor.values() on: a copy",
    );
  });
});

describe("backward", () => {
  it("refuses a loss of more than one number, and a frame that doesn't record", () => {
    const many = caught(() => inFrame(() => backward(variable([1, 2]))));
    expect(many).toBeInstanceOf(OptionError);
    expect((many as Error).message).toBe("backward: expected a loss of one number, got [2]; reduce it with mean or sum");
    expect(() => inFrame(() => backward(sum(variable([1, 2]))), "reference", false)).toThrow("backward: expected a frame that records");
  });

  it("a tensor that no gradient reached has zeros; one used k times has the sum, to the bit", () => {
    const [a, b] = inFrame(() => {
      const [used, unused] = [variable([1, 2]), variable([3])];
      backward(sum(add(multiply(used, used), used)));
      return [used.gradientValues(), unused.gradientValues()];
    });
    expect(Array.from(a.data)).toEqual([3, 5]);
    expect(Array.from(b.data)).toEqual([0]);
  });

  it("a tape runs once: another backward adds nothing to any gradient, to the bit", () => {
    const gradient = inFrame(() => {
      const x = variable([1, 2]);
      const loss = sum(multiply(x, x));
      backward(loss);
      backward(loss);
      return x.gradientValues();
    });
    expect(Array.from(gradient.data)).toEqual([2, 4]);
  });

  it("a constant takes none, and what hangs on constants alone isn't tracked", () => {
    const tracked = inFrame(() => [constant([1]), tanh(constant([1])), tanh(variable([1]))].map((tensor) => tensor.tracked));
    expect(tracked).toEqual([false, false, true]);
    expect(inFrame(() => tanh(variable([1])).tracked, "reference", false)).toBe(false);
  });
});

describe("numbers that come in", () => {
  it.each<[string, unknown, string]>([
    ["ragged rows", [[1, 2], [3]], "x: expected arrays of equal length 2 at depth 2, got [3]; pad ragged rows and pass lengths"],
    ["a string", [1, "2"], 'x: expected a number, got "2"'],
    ["null", [null], "x: expected nested arrays of numbers, got null"],
    ["a shape that doesn't fit", { shape: [2, 2], data: [1, 2, 3] }, "x: expected 4 numbers for its shape [2, 2], got 3"],
    ["a shape with a fraction", { shape: [1.5, 2], data: [1, 2, 3] }, "x: expected 3 numbers for its shape [1.5, 2], got 3"],
    ["a number among arrays", [[1], 2], "x: expected arrays of equal length 1 at depth 2, got 2; pad ragged rows and pass lengths"],
    ["nothing", undefined, "x: expected nested arrays of numbers, got undefined"],
  ])("%s: refused", (_name, input, message) => {
    expect(() => inFrame(() => constant(input as number[], "x"))).toThrow(message);
  });

  it("are copied: what a caller changes later changes nothing", () => {
    const data = [1, 2];
    expect(
      inFrame(() => {
        const tensor = constant({ shape: [2], data });
        data[0] = 9;
        return Array.from(tensor.values().data);
      }),
    ).toEqual([1, 2]);
  });
});
