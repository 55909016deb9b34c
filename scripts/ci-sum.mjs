// Sums what .ci/run's steps left in a folder (NAME.status, test.json, check.log) and prints "N passed, N failed".
// Exit 1 when anything failed or nothing passed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined);

/** What a step counted; a step that exits non-zero without a counted failure, or didn't run, is one failure. */
function sure(name, { passed, failed }) {
  const broke = read(`${name}.status`)?.trim() !== "0";
  return { passed, failed: broke ? Math.max(1, failed) : failed };
}

function tests() {
  const report = JSON.parse(read("test.json") || "{}");
  const files = (report.testResults ?? []).filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  return { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + files.length };
}

function checks() {
  const [, passed = 0, failed = 0] = read("check.log")?.match(/^checks: (\d+) passed, (\d+) failed$/m) ?? [];
  return { passed: Number(passed), failed: Number(failed) };
}

const parts = [sure("install", { passed: 0, failed: 0 }), sure("test", tests()), sure("check", checks())];
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const failed = parts.reduce((sum, part) => sum + part.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
