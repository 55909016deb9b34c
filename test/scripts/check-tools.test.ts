import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checks } from "../../scripts/checks/index.mjs";
import { findings, seededFolder } from "./seeded.ts";

const configs = ["base", "core", "node", "browser", "scripts"].map((name) => `tsconfig.${name}.json`);
const tools = ["node_modules", "tsconfig.json", "biome.json", ...configs];
const manifest = JSON.stringify({
  name: "memoria",
  version: "0.1.0",
  type: "module",
  exports: "./dist/index.js",
  bin: "dist/cli.js",
  files: ["dist", "extra.txt"],
});

describe("types", () => {
  const wrong = { "package.json": manifest, "src/a.ts": "export const a = 1;\n", "scripts/a.mjs": "export const a = 1;\n" };
  it.each([
    ["types core", "src/tensor.ts", "export const a = process.argv;\n"],
    ["types core", "src/tensor.ts", "export const a = document.title;\n"],
    ["types node", "src/cli.ts", "export const a = document.title;\n"],
    ["types browser", "src/storage/browser.ts", "export const a = process.argv;\n"],
    ["types tests", "test/a.test.ts", "export const a: number = 'b';\n"],
    ["types scripts", "scripts/b.mjs", "export const b = 'c'.d;\n"],
  ])("%s refuses what %s may not say: %s", async (name, path, text) => {
    expect(await findings(name, wrong, tools)).toEqual([]);
    expect(await findings(name, { ...wrong, [path]: text }, tools)).toEqual([expect.stringMatching(`^${path}\\(1,`)]);
  });
});

describe("lint and format", () => {
  const clean = { "src/a.ts": 'export const a = "b";\n' };
  it("lint finds any, a default export, console, and imports out of order", async () => {
    expect(await findings("lint", clean, tools)).toEqual([]);
    const text = 'import { b } from "./b.ts";\nimport { a } from "./a.ts";\nexport default a;\nconsole.log(b as any);\n';
    const found = await findings("lint", { ...clean, "src/c.ts": text }, tools);
    for (const rule of ["noExplicitAny", "noDefaultExport", "noConsole", "organizeImports"]) expect(found.join("\n")).toContain(rule);
  });

  it("format finds single quotes and long lines", async () => {
    expect(await findings("format", clean, tools)).toEqual([]);
    const found = await findings("format", { ...clean, "src/c.ts": "export const c = 'd';\n" }, tools);
    expect(found[0]).toMatch(/^src\/c\.ts:1 format/);
  });
});

describe("docs", () => {
  const built = {
    "package.json": manifest,
    "dist/index.js": "export const two = () => 2;\n",
    "dist/index.d.ts": "export declare const two: () => number;\n",
  };
  const page = (block: string) => ({ ...built, "docs/page.md": `# Page\n\n\`\`\`ts\nimport { two } from "memoria";\n${block}\n\`\`\`\n` });

  it("finds a block that throws, and one whose types are wrong", async () => {
    expect(await findings("docs", page("if (two() !== 2) throw new Error();"), tools)).toEqual([]);
    const thrown = await findings("docs", page("if (two() === 2) throw new Error('seeded');"), tools);
    expect(thrown[0]).toBe("docs/page.md:4 ts block: exit 1");
    expect(thrown.join("\n")).toContain("Error: seeded");
    const typed = await findings("docs", page("const text: string = two();"), tools);
    expect(typed).toEqual([expect.stringMatching(/^docs\/page\.md:4 \(2,7\): error TS2322/)]);
  });

  it("runs examples of doc comments, with what they use imported, and wants a block in each", async () => {
    const example = (text: string) => ({
      ...built,
      "dist/own.js": "export const own = () => 3;\n",
      "dist/own.d.ts": "export declare const own: () => number;\n",
      "src/own.ts": `/**\n * Own.\n *\n * @example\n${text}\n */\nexport const own = () => 3;\n`,
    });
    const block = (code: string) => example(` * \`\`\`ts\n * ${code}\n * \`\`\``);
    expect(await findings("docs", block("if (own() + two() !== 5) throw new Error();"), tools)).toEqual([]);
    expect((await findings("docs", block("if (own() + two() === 5) throw new Error();"), tools))[0]).toBe("src/own.ts:1 ts block: exit 1");
    expect(await findings("docs", example(" * own();"), tools)).toEqual(["src/own.ts:1 @example has no ```ts block"]);
  });

  it("runs sh blocks only when marked", async () => {
    const text = (info: string) => ({ ...built, "README.md": `\`\`\`${info}\nfalse | true\n\`\`\`\n` });
    expect(await findings("docs", text("sh"), tools)).toEqual([]);
    expect(await findings("docs", text("sh run"), tools)).toEqual(["README.md:2 sh run block: exit 1"]);
  });
});

describe("package", () => {
  const documents = { LICENSE: "MIT", "README.md": "# memoria\n" };
  const built = { "package.json": manifest, "dist/index.js": "", "dist/cli.js": "" };
  it("finds a promised file that is missing, and a file that does not belong", async () => {
    expect(await findings("package", { ...documents, ...built })).toEqual([]);
    expect(await findings("package", { "README.md": "#", "package.json": manifest, "dist/index.js": "", "extra.txt": "x" })).toEqual([
      "extra.txt does not belong in the package",
      "dist/cli.js is promised and not in the package",
      "LICENSE is promised and not in the package",
    ]);
  });

  it("finds a module that another imports and `files` leaves out", async () => {
    const found = await findings("package", {
      ...documents,
      ...built,
      "package.json": manifest.replace('"files":["dist"', '"files":["dist","!dist/left.js"'),
      "dist/index.js": 'export { left } from "./left.js";\n',
      "dist/left.js": "export const left = 1;\n",
    });
    expect(found).toEqual(["dist/left.js is promised and not in the package"]);
  });

  it("finds a package over 3.7 MB unpacked", async () => {
    const found = await findings("package", { ...documents, ...built, "dist/large.js": "x".repeat(3_700_001) });
    expect(found).toEqual([expect.stringMatching(/^\d+ bytes unpacked; at most 3700000$/)]);
  });
});

describe("installed", () => {
  const dependency = { "node_modules/dep/package.json": '{ "name": "dep", "version": "1.2.0" }' };
  const lock = JSON.stringify({ packages: { "": {}, "node_modules/dep": { version: "1.2.0" }, "node_modules/tool": { dev: true } } });
  const program = (text: string) => ({
    ...dependency,
    "package.json": manifest.replace("{", '{ "dependencies": { "dep": "^1.0.0" },'),
    "package-lock.json": lock,
    "dist/cli.js": `#!/usr/bin/env node\n${text}\n`,
  });

  it("finds a program that breaks once it is installed without developers' packages, and files that it doesn't write", async () => {
    const found = await findings(
      "installed",
      program('if (process.argv[2] === "--version") console.log("0.1.0"); else await import("tool");'),
    );
    expect(found[0]).toMatch(/^npx memoria --help: exit 1/);
    expect(found.join("\n")).toContain("npx memoria datasets airline --csv airline.csv: no airline.csv");
    expect(found.join("\n")).not.toContain("--version");
  });
});

describe("the command and its sum", () => {
  const project = resolve(import.meta.dirname, "../..");
  const script = (name: string) => resolve(project, "scripts", name);
  const run = (cwd: string, name: string, ...args: string[]) =>
    spawnSync(process.execPath, [script(name), ...args], { cwd, encoding: "utf8" });

  it("check prints a line for each and the sum, and exits 1 when one fails, 2 for a name it does not know", () => {
    const root = seededFolder({ "src/errors.ts": "Math.exp(1);\n", "README.md": "" });
    const { status, stdout } = run(root, "check.mjs", "banned", "links");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAIL banned: src\/errors\.ts:1 Math\.exp.*\nok {3}links \(0 links; [\d.]+ s\)\nchecks: 1 passed, 1 failed\n$/);
    expect(run(root, "check.mjs", "links").status).toBe(0);
    expect(run(root, "check.mjs", "linx").status).toBe(2);
  });

  it.each([
    ["all well", {}, "5 passed, 0 failed", 0],
    [
      "a failed test",
      { "test.status": "1", "test.json": JSON.stringify({ numPassedTests: 2, numFailedTests: 1 }) },
      "4 passed, 1 failed",
      1,
    ],
    [
      "a test file that does not load",
      { "test.status": "1", "test.json": JSON.stringify({ numPassedTests: 3, testResults: [{ status: "failed", assertionResults: [] }] }) },
      "5 passed, 1 failed",
      1,
    ],
    ["tests that died uncounted", { "test.status": "134", "test.json": "" }, "2 passed, 1 failed", 1],
    ["an error outside every test", { "test.status": "1" }, "5 passed, 1 failed", 1],
    ["a failed check", { "check.status": "1", "check.log": "FAIL a: b\nchecks: 1 passed, 1 failed\n" }, "4 passed, 1 failed", 1],
  ])("ci-sum counts %s", (_, files, line, status) => {
    const well = {
      "install.status": "0\n",
      "test.status": "0\n",
      "test.json": JSON.stringify({ numPassedTests: 3, numFailedTests: 0, testResults: [] }),
      "check.status": "0\n",
      "check.log": "ok   a (0.1 s)\nchecks: 2 passed, 0 failed\n",
    };
    const result = run(seededFolder({ ...well, ...files }), "ci-sum.mjs", ".");
    expect([result.stdout.trim(), result.status]).toEqual([line, status]);
  });

  it("ci-sum counts an install that failed as a failure, and what never ran too", () => {
    const result = run(seededFolder({ "install.status": "1\n" }), "ci-sum.mjs", ".");
    expect([result.stdout.trim(), result.status]).toEqual(["0 passed, 3 failed", 1]);
  });

  it("every check is tried here by its name", () => {
    const tests = readdirSync(import.meta.dirname).map((name) => readFileSync(resolve(import.meta.dirname, name), "utf8"));
    for (const { name } of checks) expect(tests.join("\n"), name).toMatch(new RegExp(`findings\\(\\s*"${name}"|\\["${name}"`));
  });
});
