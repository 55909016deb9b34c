// A mutation round: npm run mutations [-- WORD …]. Breaks the sources one fault at a time (scripts/mutations/), in a copy of the tree
// in a temporary folder, and runs the tests that should see it. One line a mutation, and the sum; exit status 1 when one survives,
// 2 for words that no name has. With words, only the mutations whose names hold one of them.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { headOf, runCommand } from "./command.mjs";
import { mutations } from "./mutations/index.mjs";

const wasmModule = "src/backends/wasm-module.ts";
const limit = 240_000;

/** The tree as git sees it, tracked or new, with links to the packages. */
function copyTree(root) {
  const copy = mkdtempSync(join(tmpdir(), "memoria-mutations-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const path of listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    copyFileSync(join(root, path), join(copy, path));
  }
  // A folder of links, not a link to the folder: what tools cache in node_modules stays in the copy.
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")).filter((name) => !/^\.(?!bin$)/.test(name))) {
    symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  }
  return copy;
}

async function buildKernels(copy) {
  const { code, output } = await runCommand(process.execPath, ["scripts/build-assembly.mjs"], { cwd: copy, timeout: limit });
  return code === 0 ? undefined : `the kernels don't compile: ${headOf(output, 3).join(" ")}`;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Outcomes of the tests of these files whose full names hold one of these texts; undefined when vitest gave no report. */
async function runTests(copy, files, names) {
  const report = join(copy, "build", "report.json");
  rmSync(report, { force: true });
  const options = ["--reporter=json", `--outputFile=${report}`, "--testNamePattern", names.map(escaped).join("|")];
  const program = join(copy, "node_modules/vitest/vitest.mjs");
  const { output } = await runCommand(process.execPath, [program, "run", ...files, ...options], { cwd: copy, timeout: limit });
  if (!existsSync(report)) return { output };
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ file: name, name: fullName, status })),
  );
  return { tests: tests.filter(({ name }) => names.some((text) => name.includes(text))), output };
}

/** Does each mutation's test exist, and pass, while nothing is broken? Else what comes after proves nothing. */
async function baseline(copy, chosen) {
  const tested = chosen.filter(({ tests }) => tests !== undefined);
  if (tested.length === 0) return new Map();
  const files = [...new Set(tested.flatMap(({ tests }) => tests))].filter((file) => existsSync(join(copy, file)));
  const { tests, output } = await runTests(copy, files, [...new Set(tested.map(({ caughtBy }) => caughtBy))]);
  if (tests === undefined) throw new Error(`no report of the unbroken tree:\n${headOf(output).join("\n")}`);
  const fault = ({ tests: own, caughtBy }) => {
    const found = tests.filter(({ file, name }) => own.some((path) => file.endsWith(`/${path}`)) && name.includes(caughtBy));
    if (found.length === 0) return `no test of ${own.join(", ")} is called "${caughtBy}"`;
    const red = found.find(({ status }) => status !== "passed");
    return red === undefined ? undefined : `"${red.name}" is ${red.status} before anything is broken`;
  };
  return new Map(tested.map((mutation) => [mutation, fault(mutation)]));
}

/** The text with each [find, replace] made; throws unless each find occurs once. */
function mutated(text, { file, edits }) {
  return edits.reduce((before, [find, replace]) => {
    const pieces = before.split(find);
    if (pieces.length !== 2) throw new Error(`${file}: found ${pieces.length - 1} times, not once: ${JSON.stringify(find)}`);
    return pieces.join(replace);
  }, text);
}

/** Which test (or check) fails on the broken tree, or why none does. */
async function outcome(copy, { tests, check, caughtBy }) {
  if (check !== undefined) {
    const { code, output } = await runCommand(process.execPath, ["scripts/check.mjs", check], { cwd: copy, timeout: limit });
    const line = output.split("\n").find((line) => line.includes(caughtBy));
    return code !== 0 && line !== undefined ? { by: line.trim() } : { why: `check ${check} doesn't say "${caughtBy}"` };
  }
  const { tests: run, output } = await runTests(copy, tests, [caughtBy]);
  if (run === undefined) return { why: `no report: ${headOf(output, 3).join(" ")}` };
  const failed = run.find(({ status }) => status === "failed");
  return failed === undefined ? { why: `"${caughtBy}" passes` } : { by: failed.name };
}

async function tryOne(copy, mutation, unbroken) {
  const path = join(copy, mutation.file);
  const sound = readFileSync(path, "utf8");
  const kernels = mutation.file.startsWith("assembly/");
  try {
    writeFileSync(path, mutated(sound, mutation));
    const fault = kernels ? await buildKernels(copy) : undefined;
    return fault === undefined ? await outcome(copy, mutation) : { why: fault };
  } catch (error) {
    return { why: error instanceof Error ? error.message : `${error}` };
  } finally {
    writeFileSync(path, sound);
    if (kernels) writeFileSync(join(copy, wasmModule), unbroken);
  }
}

async function main(words) {
  const chosen = mutations.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (chosen.length === 0) {
    console.error(`mutations: expected words of ${mutations.map(({ name }) => `"${name}"`).join(", ")}; got ${words.join(" ")}`);
    return 2;
  }
  const copy = copyTree(process.cwd());
  const remove = () => rmSync(copy, { recursive: true, force: true });
  process.once("SIGINT", () => {
    remove();
    process.exit(130);
  });
  try {
    const fault = await buildKernels(copy);
    if (fault !== undefined) throw new Error(fault);
    const unbroken = readFileSync(join(copy, wasmModule), "utf8");
    const faults = await baseline(copy, chosen);
    let survived = 0;
    for (const mutation of chosen) {
      const before = faults.get(mutation);
      const { by, why } = before === undefined ? await tryOne(copy, mutation, unbroken) : { why: before };
      if (by === undefined) survived++;
      console.log(by === undefined ? `SURVIVED ${mutation.name}: ${why}` : `${mutation.name}: caught by "${by}"`);
    }
    console.log(`${chosen.length - survived} caught, ${survived} survived`);
    return survived > 0 ? 1 : 0;
  } finally {
    remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
