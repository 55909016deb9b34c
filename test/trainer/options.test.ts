import { describe, expect, it } from "vitest";
import { type BatchOptions, batches } from "../../src/batch.ts";
import { streamed } from "../../src/batch-stream.ts";
import { OptionError, show } from "../../src/errors.ts";
import { losses } from "../../src/losses/index.ts";
import { type TrainerOptions, trainer } from "../../src/trainer.ts";
import { network, rows } from "./small.ts";

const good: TrainerOptions = { network: network(), loss: losses.mse(), batches: batches(rows()) };
const validation = batches(rows());

/** The text of the refusal. */
function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    return (error as OptionError).message;
  }
  throw new Error("nothing was refused");
}

describe("trainer refuses", () => {
  const refused = (names: readonly string[], values: readonly unknown[], expected: string): [object, string][] =>
    names.flatMap((name) =>
      values.map((value): [object, string] => [{ [name]: value, validation }, `invalid ${name}: expected ${expected}, got ${show(value)}`]),
    );
  const cases: [object, string][] = [
    ...refused(["clipNorm", "clipValue", "maxSeconds"], [0, -1, Number.NaN, "5"], "a number > 0"),
    ...refused(["epochs", "patience", "truncate"], [0, -1, 1.5, Number.NaN, "3"], "an integer ≥ 1"),
    [{ network: undefined }, "missing network: expected a network to train, got nothing"],
    [{ network: 3 }, "invalid network: expected a network to train, got 3"],
    [{ loss: undefined }, "missing loss: expected a loss such as losses.mse(), got nothing"],
    [{ loss: "mse" }, 'invalid loss: expected a loss such as losses.mse(), got "mse"'],
    [{ batches: undefined }, "missing batches: expected batches(data) or streamed(samples), got nothing"],
    [{ batches: [1] }, "invalid batches: expected batches(data) or streamed(samples), got [1]"],
    [{ validation: [1] }, "invalid validation: expected batches(data) or streamed(samples), got [1]"],
    [{ optimizer: "adam" }, 'invalid optimizer: expected an optimizer such as optimizers.adam(), got "adam"'],
    [{ patience: 3 }, "missing validation: expected a part of the data for early stopping, got nothing; or leave patience out"],
    [{ seed: -1 }, "invalid seed: expected a safe integer ≥ 0, got -1"],
    [{ seed: 0.5 }, "invalid seed: expected a safe integer ≥ 0, got 0.5"],
    [{ carryState: 1 }, "invalid carryState: expected true or false, got 1"],
    [{ decayVectors: "yes" }, 'invalid decayVectors: expected true or false, got "yes"'],
    [{ groups: [{ match: "bias" }] }, 'invalid groups[0].match: expected a regular expression, got "bias"'],
    [{ groups: [{ match: /a/ }, { match: /b/, weightDecay: -1 }] }, "invalid groups[1].weightDecay: expected a number ≥ 0, got -1"],
    [{ groups: [{ match: /a/, learningRate: Number.NaN }] }, "invalid groups[0].learningRate: expected a number ≥ 0, got NaN"],
  ];
  it.each(cases)("%o", (more, message) => {
    expect(refusal(() => trainer({ ...good, ...more }))).toBe(message);
  });

  it("options that it doesn't know, with those that it knows", () => {
    const text = refusal(() => trainer({ ...good, learningRate: 0.1 } as TrainerOptions));
    expect(text).toMatch(/^unknown option: expected one of network, loss, optimizer, .*, workers, got "learningRate"$/);
    expect(refusal(() => trainer({ ...good, groups: [{ match: /a/, lr: 1 }] } as unknown as TrainerOptions))).toContain(
      'expected one of match, learningRate, weightDecay, got "lr"',
    );
  });
});

describe("batches and streamed refuse", () => {
  it.each([
    [{ size: 0 }, "invalid size: expected an integer ≥ 1, got 0"],
    [{ size: 2.5 }, "invalid size: expected an integer ≥ 1, got 2.5"],
    [{ buckets: -1 }, "invalid buckets: expected an integer ≥ 0, got -1"],
    [{ buckets: 1.5 }, "invalid buckets: expected an integer ≥ 0, got 1.5"],
  ])("%o", (options, message) => {
    expect(refusal(() => batches(rows(), options))).toBe(message);
    expect(refusal(() => streamed(() => [], options))).toBe(message);
  });

  it.each([
    [{ batchSize: 3 }, 'unknown option: expected one of size, shuffle, buckets, got "batchSize"'],
    [{ shuffle: 1 }, "invalid shuffle: expected true or false, got 1"],
  ])("%o", (options, message) => {
    expect(refusal(() => batches(rows(), options as BatchOptions))).toBe(message);
  });

  it("arrays that don't fit", () => {
    const data = rows();
    expect(refusal(() => batches({ ...data, lengths: [1, 2] }))).toBe("lengths: expected 12 numbers, one a row, got 2");
    expect(refusal(() => batches({ ...data, targets: { shape: [11, 1], data: new Array(11).fill(0) } }))).toBe(
      "targets: expected 12 rows, all its numbers, got [11, 1]",
    );
  });

  it.each([[-1], [6], [2.5]])("a length of %d at 5 steps, when it comes to the row", async (length) => {
    const run = trainer({ ...good, batches: batches({ ...rows(), lengths: new Array(12).fill(length) }) });
    await expect(run.run()).rejects.toThrow(/length/);
  });
});
