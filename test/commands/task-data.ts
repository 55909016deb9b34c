/** Small data for every task, as its command reads them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { commandsOn } from "../../src/commands/index.ts";
import { loadAs } from "../../src/load.ts";
import { forecaster } from "../../src/tasks/forecast.ts";
import { madeSentences, madeSignal } from "../tasks/label/made.ts";
import { madeRows } from "../tasks/regress/made.ts";
import { reversals } from "../tasks/translate/made.ts";

const list = <T>(length: number, make: (k: number) => T): T[] => Array.from({ length }, (_, k) => make(k));
const lines = (rows: readonly (readonly unknown[])[], head?: string): string =>
  `${[...(head === undefined ? [] : [head]), ...rows.map((row) => row.join(","))].join("\n")}\n`;

function sales(): string {
  const day = (t: number) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
  return lines(
    list(120, (t) => [day(t), 10 + [0, 1, 2, 3, 5, 8, 6][t % 7] + ((t * 13) % 5) / 10]),
    "day,sold",
  );
}

function tank(): string {
  const { features, target } = madeRows(200, "needed");
  const { valve } = features as { valve: Float64Array };
  return lines(
    list(200, (t) => [valve[t], t < 195 ? target[t] : ""]),
    "valve,level",
  );
}

function signal(): string {
  const { features, label } = madeSignal(400);
  const column = (features as { signal: Float64Array }).signal;
  return lines(
    list(400, (t) => [column[t], label?.[t]]),
    "signal,label",
  );
}

const moves = (): string =>
  lines(
    list(24 * 15, (n) => [
      Math.floor(n / 15),
      Math.floor(n / 15) % 2 ? "up" : "down",
      (Math.floor(n / 15) % 2 ? 1 : -1) * (n % 15) + Math.sin(n),
    ]),
    "id,label,x",
  );
const waves = (): string =>
  lines(
    list(20 * 30, (n) => [
      Math.floor(n / 30),
      Math.floor(n / 30) % 2 ? "slow" : "fast",
      Math.sin((n % 30) * (Math.floor(n / 30) % 2 ? 0.4 : 0.9)),
    ]),
    "id,label,y",
  );
const roll = (): string =>
  lines(
    list(20 * 30, (n) => [Math.floor(n / 30), Number(n % 4 === 0), Number((n + Math.floor(n / 30)) % 8 === 0)]),
    "id,a,b",
  );
const tags = (): string =>
  madeSentences(30)
    .map(({ tokens, label }) => `${tokens?.map((token, k) => `${token} ${label?.[k]}`).join("\n")}\n`)
    .join("\n");

export const files = {
  "sales.csv": sales(),
  "tank.csv": tank(),
  "signal.csv": signal(),
  "tags.conll": tags(),
  "moves.csv": moves(),
  "unlabelled.csv": moves()
    .replace("label", "other")
    .replace(/,(?:up|down),/g, ",,"),
  "waves.csv": waves(),
  "roll.csv": roll(),
  "verse.txt": "row, row, row your boat\ngently down the stream\nmerrily, merrily, merrily, merrily\nlife is but a dream\n\n".repeat(8),
  "pairs.tsv": reversals("abc", 2, 4)
    .map(({ source, target }) => `${source}\t${target}\n`)
    .join(""),
};

/** A line for each task that trains, and the file that it reads. */
export const tasks = {
  forecast: ["forecast", "sales.csv", "--horizon", "7"],
  backtest: ["backtest", "sales.csv", "--horizon", "7"],
  classify: ["classify", "moves.csv"],
  regress: ["regress", "tank.csv", "--target", "level", "--lookback", "8"],
  label: ["label", "signal.csv", "--lookback", "32"],
  "label, words": ["label", "tags.conll"],
  "generate, text": ["generate", "verse.txt", "--length", "5"],
  "generate, numbers": ["generate", "waves.csv", "--length", "5"],
  "generate, rolls": ["generate", "roll.csv", "--length", "5"],
  translate: ["translate", "pairs.tsv"],
} as const satisfies Record<string, readonly [string, keyof typeof files, ...string[]]>;

export type TaskName = keyof typeof tasks;

export interface Ran {
  readonly code: number;
  readonly out: string;
  /** Without the line breaks that the width made. */
  readonly notes: string;
}

/** A folder with the files, for all tests of the file that calls this; `run` is the program in it. */
export function taskFolder(): { at(name: string): string; run(line: readonly string[]): Promise<Ran> } {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "memoria-tasks-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  return {
    at,
    async run(line) {
      const [out, notes]: string[][] = [[], []];
      const look = { columns: 100, live: false, color: false, unicode: true };
      const engine = { make: forecaster, load: (path: string) => loadAs(path, "forecast") };
      const own = line.map((word) => (Object.hasOwn(files, word) || word.endsWith("/") ? at(word) : word));
      const code = await runCommandLine(own, commandsOn(engine, []), {
        out: { ...look, write: (text) => out.push(text) },
        notes: { ...look, write: (text) => notes.push(text) },
        variables: {},
        version: "0.0.0-test",
        signal: new AbortController().signal,
        clock: () => 0,
      });
      return { code, out: out.join(""), notes: notes.join("").replace(/\s+/g, " ") };
    },
  };
}
