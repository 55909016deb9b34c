// npm run check [-- NAME …]: runs every check (scripts/checks), or those named, one line each, and the sum.
import { checks } from "./checks/index.mjs";
import { freshBuild } from "./fresh-build.mjs";

const root = process.cwd();
const names = process.argv.slice(2);
const known = checks.map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`unknown check: expected one of ${known.join(", ")}, got ${unknown.join(", ")}`);
  process.exit(2);
}

const needsBuild =
  names.length === 0 || names.some((name) => ["docs", "package", "page size", "installed", "types scripts"].includes(name));
if (needsBuild && freshBuild() !== 0) console.log("FAIL build: the checks below see an old dist");

let failed = 0;
const chosen = checks.filter(({ name }) => names.length === 0 || names.includes(name));
for (const { name, run } of chosen) {
  const start = performance.now();
  const { found, note } = await Promise.resolve(run(root)).catch((error) => ({
    found: [`the check itself broke: ${error.stack}`],
    note: undefined,
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (found.length > 0) failed++;
  if (found.length === 0) console.log(`ok   ${name} (${note === undefined ? "" : `${note}; `}${seconds} s)`);
  else console.log(`FAIL ${name}: ${found.length === 1 ? found[0] : `\n       ${found.join("\n       ")}`}`);
}
console.log(`checks: ${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
