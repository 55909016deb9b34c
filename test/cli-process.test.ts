import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
let program: string;
let sales: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "memoria-cli-"));
  const entry = fileURLToPath(new URL("commands/fake-cli.ts", import.meta.url));
  await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["memoria-source"] },
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: folder, emptyOutDir: false, minify: false, rollupOptions: { output: { entryFileNames: "memoria.mjs" } } },
  });
  program = join(folder, "memoria.mjs");
  sales = join(folder, "sales.csv");
  writeFileSync(sales, `mes,ventas\n${Array.from({ length: 60 }, (_, i) => `${2000 + i},${i % 12}`).join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

function start(line: readonly string[], variables: Record<string, string> = {}): ChildProcess {
  const env = { PATH: process.env.PATH, ...variables };
  return spawn(process.execPath, [program, ...line], { env, cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}

function end(child: ChildProcess): Promise<Ended> {
  const text = { out: "", notes: "" };
  child.stdout?.on("data", (chunk) => {
    text.out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text.notes += chunk;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })));
}

const run = (line: readonly string[], variables?: Record<string, string>) => end(start(line, variables));

describe("the program as a process", () => {
  it("shows results on standard output, the rest on standard error, without colour or redrawing where no terminal is", async () => {
    const { code, out, notes } = await run(["forecast", sales, "--horizon", "4"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Past test: 6 times/);
    expect(notes).toMatch(/Not kept: add --out sales\//);
    expect(out + notes).not.toContain("\u001b");
  });

  it("takes FORCE_COLOR, and NO_COLOR before it", async () => {
    expect((await run(["forecast", sales], { FORCE_COLOR: "1" })).out).toContain("\u001b[");
    expect((await run(["forecast", sales], { FORCE_COLOR: "1", NO_COLOR: "1" })).out).not.toContain("\u001b[");
  });

  it("follows COLUMNS down to 20, and the locale", async () => {
    const { out } = await run(["forecast", sales], { COLUMNS: "20", LANG: "es_ES.UTF-8" });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(20);
    expect(out).toContain("Prueba en el");
  });

  it("draws with ASCII where the locale is C", async () => {
    expect((await run(["forecast", sales], { LANG: "C" })).out).not.toMatch(/[\u2500-\u28ff]/);
  });

  it.each([
    [["--help"], 0],
    [["forecast", "--help"], 0],
    [["forecast", "no.csv"], 1],
    [["forecast", "SALES", "--epochs", "-1"], 2],
    [["forecst"], 2],
  ])("memoria %j exits %i, without a stack", async (line, code) => {
    const ended = await run(line.map((word) => word.replace("SALES", sales)));
    expect(ended.code).toBe(code);
    expect(ended.notes).not.toMatch(/\n\s+at /);
  });

  it("keeps its files though the reader of its output is gone: | head -1", async () => {
    const child = start(["forecast", sales, "--out", "kept"], { FAKE_MS: "50" });
    child.stdout?.destroy();
    const { code, notes } = await end(child);
    expect(code).toBe(0);
    expect(notes).not.toContain("EPIPE");
    expect(readdirSync(join(folder, "kept")).sort()).toEqual(["forecast.csv", "model.safetensors", "report.html", "run.json"]);
  });

  it("ends quietly where the reader takes one line of many", async () => {
    const pipe = spawn("sh", ["-c", `"${process.execPath}" "${program}" datasets steps | head -1`], { stdio: ["ignore", "pipe", "pipe"] });
    expect(await end(pipe)).toEqual({ code: 0, out: "steps\n", notes: "" });
  });

  const interrupt = async (line: readonly string[]) => {
    const child = start(line, { FAKE_MS: "100", FAKE_EPOCHS: "200" });
    const ended = end(child);
    await new Promise((resolve) => child.stderr?.once("data", resolve));
    child.kill("SIGINT");
    return ended;
  };

  it("stops at one Ctrl-C with 130 and a whole checkpoint, and says how to go on", async () => {
    const { code, out, notes } = await interrupt(["forecast", sales, "--out", "stopped"]);
    expect({ code, out }).toEqual({ code: 130, out: "" });
    expect(notes).toContain(
      `Stopping after this step. Ctrl-C again exits at once.\nStopped, with a checkpoint. To go on, to the same numbers:\n  memoria forecast ${sales} --out stopped --resume\n`,
    );
    expect(readdirSync(join(folder, "stopped")).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
  });

  it("says that nothing was kept where there is no folder to keep it in", async () => {
    const { code, notes } = await interrupt(["forecast", sales]);
    expect(code).toBe(130);
    expect(notes.replace(/\s+/g, " ")).toContain("Stopped. Nothing was kept: with --out DIR a training can be stopped and go on later.");
  });

  it("exits at once at a second Ctrl-C", async () => {
    const child = start(["forecast", sales], { FAKE_MS: "20", FAKE_EPOCHS: "1000", FAKE_STUBBORN: "1", LANG: "es" });
    const ended = end(child);
    await new Promise((resolve) => child.stderr?.once("data", resolve));
    child.kill("SIGINT");
    await new Promise((resolve) => child.stderr?.on("data", (chunk) => `${chunk}`.includes("Parando") && resolve(undefined)));
    child.kill("SIGINT");
    const { code, notes } = await ended;
    expect(code).toBe(130);
    expect(notes).not.toContain("Parado");
  });
});
