import { describe, expect, it } from "vitest";
import { commandsOn } from "../src/commands/index.ts";
import { helpOf, overview } from "../src/help.ts";
import { speechOf } from "../src/message.ts";
import { declarationOf, flagOf, forecasterOptions, optionNames } from "../src/option.ts";
import { fakeForecaster } from "./commands/fake-forecaster.ts";

const { make } = fakeForecaster();
const commands = commandsOn(make, []);

describe("options don't drift", () => {
  it("has every option of the table taken by some command", () => {
    const taken = new Set(commands.flatMap(({ options }) => options));
    expect(optionNames.filter((name) => !taken.has(name))).toEqual([]);
  });

  it("has every option of a command and of the forecaster in the table", () => {
    const known: readonly string[] = optionNames;
    expect(commands.flatMap(({ options }) => options).filter((name) => !known.includes(name))).toEqual([]);
    expect(forecasterOptions.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("shows every option in the help of its command, and in the overview, in both languages", () => {
    for (const language of ["en", "es"] as const) {
      const speech = speechOf(language);
      const first = overview(commands, speech, 80);
      for (const item of commands) {
        const help = helpOf(item, speech, 200);
        for (const name of item.options) {
          expect(help).toContain(`  ${flagOf(name)} `);
          expect(first).toContain(flagOf(name));
          const { default: standard } = declarationOf(name);
          if (standard !== undefined && typeof standard !== "boolean")
            expect(help).toContain(`(${speech.words.help.standard(`${standard}`)})`);
        }
        expect(help).toContain(item.example);
      }
      expect(first.split("\n").length).toBeLessThanOrEqual(24);
    }
  });

  it("has examples that name only options the command takes", () => {
    for (const { name, example, options } of commands) {
      expect(example).toMatch(new RegExp(`^memoria ${name}\\b`));
      const flags = example.match(/--[a-z-]+/g) ?? [];
      expect(flags.filter((flag) => !options.some((option) => flagOf(option) === flag))).toEqual([]);
    }
  });
});
