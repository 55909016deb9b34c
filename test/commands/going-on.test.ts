import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { classifyCommand } from "../../src/commands/classify.ts";
import { labelCommand } from "../../src/commands/label.ts";
import { regressCommand } from "../../src/commands/regress.ts";
import { madeSignal } from "../tasks/label/made.ts";

/** classify, label and regress: stopped by Ctrl-C and gone on with, and saved models trained on. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]) => join(folder, ...names);

/** `stopAt`: Ctrl-C when the clock is asked so many times; progress asks it. */
async function run(line: readonly string[], stopAt = Number.POSITIVE_INFINITY) {
  const controller = new AbortController();
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns: 200, live: false, color: false, unicode: true };
  let asked = 0;
  const code = await runCommandLine(line, [classifyCommand, labelCommand, regressCommand], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => {
      if (++asked === stopAt) controller.abort();
      return 0;
    },
  });
  return { code, out: out.join(""), notes: notes.join(""), asked };
}

const wave = (t: number, k: number) => Math.sin((k % 2 === 1 ? 1.5 : 0.5) * t + k).toFixed(3);
const signal = madeSignal(160);
const { signal: values } = signal.features as Record<string, Float64Array>;

interface Case {
  readonly command: string;
  readonly quick: readonly string[];
  /** Its data; `more`: other rows of the same kind. */
  csv(more?: boolean): string;
  /** Makes one row's class another; none where the answer is a number. */
  readonly strange?: readonly [from: RegExp, to: string];
  readonly table: string;
}
const cases: readonly Case[] = [
  {
    command: "classify",
    quick: ["--hidden", "3", "--folds", "2", "--epochs", "2"],
    csv: (more) =>
      `case,t,x,activity\n${Array.from({ length: 16 }, (_, k) =>
        Array.from(
          { length: 7 },
          (_, t) => `r${k},${t},${wave(t, k + (more ? 40 : 0))},${k > 13 ? "" : k % 2 === 1 ? "run" : "walk"}`,
        ).join("\n"),
      ).join("\n")}\n`,
    strange: [/run/g, "swim"],
    table: "predictions.csv",
  },
  {
    command: "label",
    quick: ["--hidden", "3", "--lookback", "32", "--epochs", "2"],
    csv: (more) =>
      `t,signal,label\n${Array.from(values, (value, t) => `${t},${(value + (more ? 0.1 : 0)).toFixed(3)},${t < 150 ? signal.label?.[t] : ""}`).join("\n")}\n`,
    strange: [/rise/, "fall"],
    table: "labels.csv",
  },
  {
    command: "regress",
    quick: ["--hidden", "3", "--lookback", "4", "--epochs", "2", "--target", "y"],
    csv: (more) =>
      `t,x,y\n${Array.from({ length: 24 }, (_, t) => `${t},${wave(t, more ? 2 : 4)},${t < 20 ? (3 + Number(wave(t, 4))).toFixed(3) : ""}`).join("\n")}\n`,
    table: "predictions.csv",
  },
];

describe.each(cases)("memoria $command", ({ command, quick, csv, strange, table }) => {
  const file = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const kept = (name: string) => [table, "model.safetensors"].map((own) => readFileSync(at(name, own)));

  it("stopped anywhere, says how to go on; --resume gives the files of the run that wasn't stopped", async () => {
    const line = [command, file("data.csv", csv()), ...quick, "--out"];
    const { code, asked } = await run([...line, at("whole")]);
    expect(code).toBe(0);
    for (const part of [0.3, 0.9]) {
      const name = `halves${part}`;
      const stopped = await run([...line, at(name)], Math.round(asked * part));
      expect([stopped.code, stopped.out]).toEqual([130, ""]);
      expect(stopped.notes).toContain("--resume");
      expect(readdirSync(at(name)).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
      const resumed = await run([...line, at(name), "--resume"]);
      expect([resumed.code, resumed.notes]).toEqual([0, expect.stringContaining("Going on from the checkpoint")]);
      expect(kept(name)).toEqual(kept("whole"));
      expect(readdirSync(at(name)).sort()).toEqual(readdirSync(at("whole")).sort());
    }
    const over = await run([...line, at("whole"), "--resume"]);
    expect([over.code, over.notes]).toEqual([1, expect.stringContaining("a training that ran to its end")]);
  });

  it("refuses to go on with other data or options; without --out it says that nothing was kept", async () => {
    const path = file("data.csv", csv());
    const line = [command, path, ...quick];
    const lost = await run(line, 20);
    expect([lost.code, lost.notes]).toEqual([130, expect.stringContaining("Nothing was kept")]);
    expect((await run([...line, "--out", at("halves")], 20)).code).toBe(130);
    const resume = [...line, "--out", at("halves"), "--resume"];
    const options = await run([...resume, "--lr", "0.1"]);
    expect([options.code, options.notes]).toEqual([1, expect.stringContaining("options that the run began with")]);
    writeFileSync(path, csv(true));
    const data = await run(resume);
    expect([data.code, data.notes]).toEqual([1, expect.stringContaining("data that the run began with")]);
    expect((await run([...line, "--resume"])).notes).toContain("--out DIR");
  });

  it("--update trains a saved model on, in the folder that it came from too; stopped, it goes on to the same bits", async () => {
    const [first, more] = [file("data.csv", csv()), file("more.csv", csv(true))];
    await run([command, first, ...quick, "--out", at("run")]);
    const before = readFileSync(at("run", "model.safetensors"));
    const line = [command, more, "--model", at("run"), "--update", "--epochs", "3"];
    const { code, notes, asked } = await run([...line, "--save", at("new.safetensors")]);
    expect([code, notes]).toEqual([0, expect.stringContaining("trained on with the rows of this file")]);
    expect(readFileSync(at("new.safetensors"))).not.toEqual(before);
    const stopped = await run([...line, "--out", at("run")], Math.round(asked / 2));
    expect(stopped.code).toBe(130);
    expect(readFileSync(at("run", "model.safetensors"))).toEqual(before);
    const resumed = await run([...line, "--out", at("run"), "--resume"]);
    expect(resumed.code).toBe(0);
    expect(readFileSync(at("run", "model.safetensors"))).toEqual(readFileSync(at("new.safetensors")));
    expect(readdirSync(at("run"))).not.toContain("checkpoint.safetensors");
    const used = await run([command, first, "--model", at("run"), "--json"]);
    expect([used.code, JSON.parse(used.out).command]).toEqual([0, command]);
  });

  it("a saved model keeps its options, and --update its classes", async () => {
    const path = file("data.csv", csv());
    await run([command, path, ...quick, "--out", at("run")]);
    copyFileSync(at("run", "model.safetensors"), at("m.safetensors"));
    const line = [command, path, "--model", at("run")];
    for (const [flags, said] of [
      [["--update", "--hidden", "5"], "--hidden: expected not to stand beside --model"],
      [["--epochs", "5"], "--epochs: expected not to stand beside --model"],
      [["--save", at("x")], "--save: expected not to stand beside --model"],
      [["--resume", "--out", at("y")], "--resume: expected not to stand beside --model"],
    ] as const) {
      const { code, notes } = await run([...line, ...flags]);
      expect([code, notes]).toEqual([2, expect.stringContaining(said)]);
    }
    expect((await run([command, path, "--update"])).notes).toContain("--update: expected --model FILE");
    if (strange === undefined) return;
    const { code, notes } = await run([command, file("other.csv", csv(true).replace(...strange)), ...line.slice(2), "--update"]);
    expect([code, notes]).toEqual([1, expect.stringContaining(`got "${strange[1]}"`)]);
  });
});
