/** The lesson's exercises: each command runs, in order and in one folder, and shows the numbers that its answer names. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type ExerciseId, exerciseIds, exercises } from "../src/lessons/exercises.ts";
import { speechOf } from "../src/message.ts";
import { exerciseTexts } from "../src/report/exercises.ts";
import { told } from "../src/report/lesson-text.ts";

const program = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "memoria exercises "));
afterAll(() => rmSync(folder, { recursive: true }));

function run(line: string, ...more: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...line.split(" ").slice(1), ...more], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

// biome-ignore lint/suspicious/noExplicitAny: documents of four commands, read where their numbers stand.
type Document = any;
const figuresOf = (document: Document): Record<string, number> => document.claims[0].figures;
const maeOf = ({ scores }: Document, name: string): number => scores.methods.find((method: Document) => method.name === name).mae;

/** What an answer names, read from the command's document, with what follows from it by hand. */
const read: Readonly<Record<ExerciseId, (document: Document) => Record<string, number>>> = {
  E1: (document) => {
    const rows: number[][] = document.claims[0].table.rows;
    const [five, six, total] = [rows[4][4], rows[5][4], rows[6][4]];
    return { five, six, two: five + six, total, share: (five + six) / total };
  },
  E2: (document) => {
    const { sigma, bound40, rate40, at40 } = figuresOf(document);
    expect(sigma ** 40 / bound40).toBeGreaterThan(0.999);
    return { sigma, bound40, rate40, at40 };
  },
  E3: (document) => {
    const { perStep, window, long } = figuresOf(document);
    const ground = window - 100 * perStep;
    return { perStep, ground, long: ground + 10_000 * perStep, cut: ground + 17 * perStep, cosine: long };
  },
  E4: (document) => {
    const { free } = figuresOf(document);
    const needed = 0.9 ** (1 / 20);
    return { free, asConstant: free ** (1 / 20), needed, bias: Math.log(needed / (1 - needed)) };
  },
  E5: (document) => ({
    lstm: maeOf(document, "lstm"),
    seasonal: maeOf(document, "seasonal-naive"),
    naive: maeOf(document, "naive"),
  }),
  E6: (document) => {
    const constants: number[] = [...document.lenses.gates.layers[0].timeConstants].sort((a: number, b: number) => a - b);
    const tau = constants[Math.floor((constants.length - 1) / 2)];
    const forget = Math.exp(-1 / tau);
    const needed = 0.5 ** (1 / 12);
    return { tau, forget, left: forget ** 12, needed, tauNeeded: -1 / Math.log(needed) };
  },
};

describe("the lesson's exercises", () => {
  it("are six, each one command", () => {
    expect(exercises.map(({ id }) => id)).toEqual(exerciseIds);
    for (const { command } of exercises) expect(command).toMatch(/^memoria [a-z]+ \S+[^;&|]*$/);
  });

  it.each(exercises)(
    "$id: $command shows what its answer says",
    ({ id, before, command, figures }) => {
      if (before !== undefined) run(before);
      const seen = read[id](JSON.parse(run(command, "--json")));
      const texts = (of: Readonly<Record<string, number>>) =>
        Object.fromEntries(Object.entries(of).map(([name, value]) => [name, told(value, speechOf("en").numbers)]));
      expect(texts(figures), JSON.stringify(seen)).toEqual(texts(seen));
    },
    120_000,
  );

  it.each(["en", "es"] as const)("are printed (%s): all questions with their commands, then the answers", (language) => {
    const text = run(`memoria lesson exercises --lang ${language}`).replace(/\s+/g, " ");
    const { answers } = speechOf(language).words.exercises;
    const at = text.indexOf(` ${answers} `);
    expect(at).toBeGreaterThan(0);
    for (const { question, commands, answer } of exerciseTexts(speechOf(language))) {
      for (const part of [question, ...commands]) expect(text.slice(0, at)).toContain(part);
      expect(text.slice(at)).toContain(answer);
    }
  });
});
