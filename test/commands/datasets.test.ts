import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { type BundledSeries, datasetsCommand, seriesCsv } from "../../src/commands/datasets.ts";
import { readData } from "../../src/commands/parts/read.ts";

const bundled: readonly BundledSeries[] = [
  {
    name: "airline",
    source: "Box & Jenkins",
    series: () => ({ time: ["1949-01", "1949-02", "1949-03"], target: [112, Number.NaN, 132.5] }),
  },
  { name: "steps", source: "made here", series: () => ({ target: [1, 2] }) },
];

async function run(line: string, columns = 80) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(line.split(" "), [datasetsCommand(bundled)], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "",
    signal: new AbortController().signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("memoria datasets", () => {
  it("lists what there is", async () => {
    expect((await run("datasets")).out).toBe(
      "Data to try: memoria datasets NAME > NAME.csv\n  airline  3 rows  Box & Jenkins\n  steps    2 rows  made here\n",
    );
    expect((await run("datasets --lang es", 20)).out.split("\n").every((line) => line.length <= 20)).toBe(true);
  });

  it("prints one as CSV, missing values empty", async () => {
    expect(await run("datasets airline")).toEqual({ code: 0, out: "time,airline\n1949-01,112\n1949-02,\n1949-03,132.5\n", notes: "" });
    expect((await run("datasets steps")).out).toBe("steps\n1\n2\n");
  });

  it("keeps it in a file where asked", async () => {
    const folder = mkdtempSync(join(tmpdir(), "memoria-"));
    const path = join(folder, "a.csv");
    expect(await run(`datasets airline --csv ${path}`)).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(path, "utf8")).toContain("1949-03,132.5");
    rmSync(folder, { recursive: true });
  });

  it("names the nearest for a name that isn't there", async () => {
    expect(await run("datasets airlin")).toEqual({
      code: 2,
      out: "",
      notes: 'memoria: unknown data set: expected one of airline, steps, got "airlin"; did you mean airline?\n',
    });
  });

  it("reads back as the same series", () => {
    const [{ series }] = readData("airline.csv", new TextEncoder().encode(seriesCsv(bundled[0])), {}).series;
    expect(series).toEqual({ id: "airline", time: ["1949-01", "1949-02", "1949-03"], target: Float64Array.from([112, Number.NaN, 132.5]) });
  });
});
