import { describe, expect, expectTypeOf, it } from "vitest";
import { type CompleteValues, flagOf, type OptionValue, optionNames, placeholderOf } from "../src/option.ts";
import { parseOption, validate } from "../src/option-value.ts";

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "no failure";
};

describe("the option table", () => {
  it("derives kebab-case flags and placeholders", () => {
    expect(flagOf("maxTime")).toBe("--max-time");
    expect(flagOf("hidden")).toBe("--hidden");
    expect(flagOf("refit")).toBe("--no-refit");
    expect(placeholderOf("out")).toBe("DIR");
    expect(placeholderOf("cell")).toBe("rnn|gru|lstm");
    expect(placeholderOf("json")).toBe("");
  });

  it("gives each option the type of its declaration", () => {
    expectTypeOf<OptionValue<"cell">>().toEqualTypeOf<"rnn" | "gru" | "lstm">();
    expectTypeOf<OptionValue<"season">>().toEqualTypeOf<number | "auto">();
    expectTypeOf<OptionValue<"hidden">>().toEqualTypeOf<number>();
    expectTypeOf<OptionValue<"levels">>().toEqualTypeOf<readonly number[]>();
    expectTypeOf<OptionValue<"json">>().toEqualTypeOf<boolean>();
    expectTypeOf<CompleteValues<"hidden" | "out">["hidden"]>().toEqualTypeOf<number>();
    expectTypeOf<CompleteValues<"hidden" | "out">["out"]>().toEqualTypeOf<string | undefined>();
  });

  it("has defaults that pass their own check", () => {
    const defaults = validate({}, optionNames);
    expect(validate(defaults, optionNames)).toEqual(defaults);
    expect(defaults.levels).toEqual([0.8, 0.95]);
  });
});

describe("validate", () => {
  it("keeps what was given and fills in defaults", () => {
    expect(validate({ hidden: 8, out: undefined }, ["hidden", "lr", "out"])).toEqual({ hidden: 8, lr: 0.003 });
  });

  it("names an unknown option's nearest neighbour", () => {
    expect(failure(() => validate({ hiden: 8 }, ["hidden", "lr"]))).toBe(
      'unknown option: expected one of hidden, lr, got "hiden"; did you mean hidden?',
    );
    expect(failure(() => validate({ __proto__x: 8 }, ["hidden", "lr"]))).toBe(
      'unknown option: expected one of hidden, lr, got "__proto__x"',
    );
  });

  it("names a missing option", () => {
    expect(failure(() => validate({}, ["hidden", "time"], ["time"]))).toBe("missing time: expected some text, got nothing");
  });

  it.each([
    [{ epochs: -1 }, "invalid epochs: expected an integer from 1 to 1000000, got -1"],
    [{ hidden: 2.5 }, "invalid hidden: expected an integer from 1 to 4096, got 2.5"],
    [{ hidden: "8" }, 'invalid hidden: expected an integer from 1 to 4096, got "8"'],
    [{ lr: 0 }, "invalid lr: expected a number above 0 and up to 10, got 0"],
    [{ lr: Number.NaN }, "invalid lr: expected a number above 0 and up to 10, got NaN"],
    [{ season: 0 }, "invalid season: expected an integer from 1 to 10000, or auto, got 0"],
    [{ cell: "lstn" }, 'invalid cell: expected one of rnn, gru, lstm, got "lstn"; did you mean lstm?'],
    [{ levels: [] }, "invalid levels: expected different numbers separated by commas, each above 0 and below 1, got []"],
    [{ levels: [0.8, 0.8] }, "invalid levels: expected different numbers separated by commas, each above 0 and below 1, got [0.8, 0.8]"],
    [{ levels: [1] }, "invalid levels: expected different numbers separated by commas, each above 0 and below 1, got [1]"],
    [{ json: 1 }, "invalid json: expected true or false, got 1"],
  ])("refuses %j", (spec, message) => {
    expect(failure(() => validate(spec, optionNames))).toBe(message);
  });
});

describe("parseOption", () => {
  it.each([
    ["epochs", "30", 30],
    ["lr", "1e-3", 0.001],
    ["lookback", "auto", "auto"],
    ["maxTime", "90", 90],
    ["maxTime", "2m", 120],
    ["maxTime", "1.5h", 5400],
    ["levels", "0.5, 0.9", [0.5, 0.9]],
    ["cell", "GRU", "gru"],
    ["target", " ventas ", " ventas "],
  ] as const)("reads --%s %s", (name, text, value) => {
    expect(parseOption(name, text)).toEqual(value);
  });

  it.each([
    ["epochs", "-1", "got -1"],
    ["epochs", "12abc", 'got "12abc"'],
    ["epochs", "0x10", 'got "0x10"'],
    ["lr", "abc", 'got "abc"'],
    ["lr", "1e999", 'got "1e999"'],
    ["lr", "", 'got ""'],
    ["maxTime", "2 weeks", 'got "2 weeks"'],
    ["maxTime", "-5", 'got "-5"'],
    ["levels", "80,95", 'got "80,95"'],
    ["levels", "0.8,,0.9", 'got "0.8,,0.9"'],
    ["target", "", 'got ""'],
  ] as const)("refuses --%s %s", (name, text, part) => {
    expect(failure(() => parseOption(name, text))).toMatch(new RegExp(`^invalid ${name}: expected .*, ${part.replace(/[".]/g, "\\$&")}`));
  });
});
