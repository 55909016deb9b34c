import { describe, expect, it } from "vitest";
import { commandsOn } from "../src/commands/index.ts";
import { common, defaultText, helpOf, overview } from "../src/help.ts";
import { speechOf } from "../src/message.ts";
import { declarationOf, flagOf, forecasterOptions, optionNames } from "../src/option.ts";
import { fakeForecaster } from "./commands/fake-forecaster.ts";

const commands = commandsOn(fakeForecaster(), []);

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

  it("shows every option in the help of its command, in both languages", () => {
    for (const language of ["en", "es"] as const) {
      const speech = speechOf(language);
      for (const item of commands) {
        const help = helpOf(item, speech, 1000);
        for (const name of item.options) {
          expect(help).toContain(`  ${flagOf(name)} `);
          const declaration = declarationOf(name);
          if (declaration.type === "choice" && declaration.choices.length > 2)
            expect(help).toMatch(new RegExp(declaration.choices.join("(?:, |\\|)")));
          const standard = defaultText({ default: item.defaults?.[name] ?? declaration.default });
          if (standard !== undefined) expect(help).toContain(`(${speech.words.help.standard(standard)})`);
        }
        expect(help).toContain(item.example);
      }
    }
  });

  it("shows the common options of each command in the overview, on one screen of 80 by 24, in both languages", () => {
    for (const language of ["en", "es"] as const) {
      const lines = overview(commands, speechOf(language), 80).trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(24);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      const flags = new Set(lines.slice(commands.length + 1).flatMap((line) => line.match(/--[a-z-]+/g) ?? []));
      const expected = commands.flatMap(({ options }) => options).filter((name) => common.has(name));
      expect(expected.filter((name) => !flags.has(flagOf(name)))).toEqual([]);
      for (const { name } of commands) expect(lines.some((line) => line.startsWith(`  ${name}`))).toBe(true);
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
