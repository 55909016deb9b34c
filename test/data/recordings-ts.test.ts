import { describe, expect, it } from "vitest";
import { parseTs } from "../../src/data/recordings-ts.ts";

const head = "# made\n@problemName Made\n@timeStamps false\n@univariate false\n@classLabel true a b\n@data\n";

describe("the .ts format", () => {
  it("gives channels and classes, ragged, with what is missing as NaN, whatever the line ends", () => {
    const text = `${head}1,2.5,-3e1:0,?,1:a\n\n4:5:b\n`;
    for (const own of [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`]) {
      const { name, cases } = parseTs(own, "made.ts");
      expect(name).toBe("Made");
      expect(cases.map(({ label, channels, line }) => [label, channels.map((one) => Array.from(one)), line])).toEqual([
        [
          "a",
          [
            [1, 2.5, -30],
            [0, Number.NaN, 1],
          ],
          7,
        ],
        ["b", [[4], [5]], 9],
      ]);
    }
  });

  it.each([
    ["", "made.ts: expected a line @data with the cases after it"],
    ["a,b\n1,2\n", "made.ts, line 1: expected a line such as @problemName, or @data"],
    ["@data\n1,2:a\n", "made.ts, @classLabel: expected true and the names of the classes"],
    ["@classLabel false\n@data\n1,2\n", "made.ts, @classLabel: expected true"],
    ["@timeStamps true\n@classLabel true a\n@data\n(1,2):a\n", "made.ts, @timeStamps: expected false"],
    [head, "made.ts: expected cases after @data"],
    [`${head}1,2:3,4:a\n1,2:a\n`, "made.ts, line 8: expected 2 channels, as in the first case"],
    [`${head}1,2:3:a\n`, "made.ts, line 7: expected 2 values in each channel"],
    [`${head}1,x2:3,4:a\n`, 'made.ts, line 7, channel 1: expected numbers, or ? where one is missing, got "x2"'],
    [`${head}1,1e999:3,4:a\n`, "expected numbers"],
    [`${head}1,0x10:3,4:a\n`, "expected numbers"],
    [`${head}1,2\n`, "made.ts, line 7: expected channels and a class"],
    [`${head}1,2:a\n3,4:c\n`, 'made.ts, line 8: expected a class that @classLabel names, got "c"'],
    [`${head}1,2:\n`, "made.ts, line 7: expected channels and a class"],
  ])("refuses what it can't be (%#)", (text, message) => {
    expect(() => parseTs(text, "made.ts")).toThrow(message);
  });
});
