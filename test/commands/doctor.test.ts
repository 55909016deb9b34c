import { describe, expect, it } from "vitest";
import { type TaskName, taskFolder, tasks } from "./task-data.ts";

const { run } = taskFolder();
const small = ["--hidden", "4", "--epochs", "6"];

/** What goes wrong in each, and what is said of it. */
const wrong: Record<TaskName, readonly [string[], RegExp]> = {
  forecast: [["--lookback", "5"], /doctor: The net sees 5 steps, a season has 7. Try --lookback 7 or more/],
  backtest: [["--lookback", "5"], /doctor: The net sees 5 steps, a season has 7/],
  classify: [["--lr", "10"], /doctor: Gate \w is fully open or shut/],
  regress: [["--lr", "1e-5"], /doctor: The output hardly answers to the input/],
  label: [["--lr", "10"], /doctor: Gate \w is (?:fully open or shut|always)/],
  "label, words": [["--lr", "10"], /doctor: Gate \w is (?:fully open or shut|always)/],
  "generate, text": [["--lr", "1e-6"], /doctor: The loss only creeps/],
  "generate, numbers": [["--lr", "1e-6"], /doctor: The loss only creeps/],
  "generate, rolls": [["--lr", "1e-6"], /doctor: The loss only creeps/],
  translate: [["--lr", "10"], /doctor: Gate \w is fully open or shut/],
};

describe("the doctor at the end of every task command", () => {
  it.each(Object.keys(tasks) as TaskName[])("%s: says what is wrong, each kind once", async (name) => {
    const [settings, said] = wrong[name];
    const { code, notes } = await run([...tasks[name], ...small, ...settings]);
    expect({ code, notes }).toEqual({ code: 0, notes: expect.stringMatching(said) });
    const lines = notes.match(/doctor: [^.]*\./g) ?? [];
    const kinds = lines.map((line) => line.replace(/ \(layer .*/, "").replace(/[\d.,]+|Gate \w|Candidate \w/g, "#"));
    expect(new Set(kinds).size).toBe(lines.length);
  });

  it.each(Object.keys(tasks) as TaskName[])("%s: nothing where nothing is", async (name) => {
    const { code, notes } = await run([...tasks[name], "--hidden", "6", "--epochs", "12", "--lr", "0.01"]);
    expect(code).toBe(0);
    expect(notes).not.toContain("doctor:");
  });

  it("nothing with --model alone", async () => {
    await run([...tasks.regress, ...small, "--lr", "1e-5", "--out", "creeps/"]);
    expect((await run(["regress", "tank.csv", "--model", "creeps/"])).notes).not.toContain("doctor:");
    expect((await run(["regress", "tank.csv", "--model", "creeps/", "--update", "--epochs", "2"])).notes).toContain("doctor:");
  });
});
