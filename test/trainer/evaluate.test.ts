import { expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { dropout, linear, recurrent, sequential } from "../../src/layers/index.ts";
import { rows, start } from "./small.ts";

it("dropout is off in validation: evaluate's loss is that of forward's output, by hand, relative error < 1e-6", async () => {
  const net = sequential([
    recurrent({ cell: "gru", input: 2, hidden: 4, layers: 2, dropout: 0.5, recurrentDropout: 0.5, returns: "last" }),
    dropout(0.5),
    linear({ output: 1 }),
  ]);
  const { inputs, targets } = rows();
  const { output } = net.forward(inputs);
  const mean = Array.from(output.data).reduce((sum, y, k) => sum + (y - targets.data[k]) ** 2, 0) / output.data.length;
  const run = start({ network: net, validation: batches(rows(), { size: 5 }), epochs: 1 });
  expect(Math.abs((await run.evaluate(batches(rows(), { size: 5 }))) / mean - 1)).toBeLessThan(1e-6);
});
