import { describe, expect, it } from "vitest";
import { backendByName } from "../../src/backends/index.ts";
import type { Loss } from "../../src/loss.ts";
import { losses } from "../../src/losses/index.ts";
import { backward, constant, variable } from "../../src/tensor.ts";
import { Workspace } from "../../src/workspace.ts";
import { relativeError } from "../helpers/differences.ts";
import { golden, goldenCases } from "./read.ts";

describe.each([
  ["reference", 1e-12],
  ["wasm", 1e-6],
] as const)("%s: losses and their gradients equal PyTorch's, relative error < %d", (backend, tolerance) => {
  const workspace = new Workspace(backendByName(backend));

  it.each(goldenCases("loss").map((item) => [item.name as keyof typeof losses, item.options] as const))("%s", (name, options) => {
    const loss = (losses[name] as (options: unknown) => Loss)(options);
    workspace.run(true, () => {
      const output = variable(golden(`loss/${name}/output`));
      const value = loss(output, constant(golden(`loss/${name}/target`)));
      expect(relativeError([value.item()], golden(`loss/${name}/value`).data)).toBeLessThan(tolerance);
      backward(value);
      expect(relativeError(output.gradientValues().data, golden(`loss/${name}/gradient`).data)).toBeLessThan(tolerance);
    });
  });
});
