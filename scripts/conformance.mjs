// Other projects' own test numbers against memoria: npm run conformance -- FOLDER. Each *.json of the folder that has the schema
// rnn-conformance/1 is run on both backends. Prints a line a case; exit status 1 when one fails, 2 when there is nothing to run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCase } from "./conformance/task.mjs";
import { freshBuild } from "./fresh-build.mjs";

const backends = ["reference", "wasm"];
const schema = "rnn-conformance/1";

/** The suites of a folder. */
function suitesOf(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"))).filter((suite) => suite.schema === schema);
}

/** Rows of a table: name, then the outcome on each backend. */
function report(cases, memoria) {
  const tally = Object.fromEntries(backends.map((backend) => [backend, { pass: 0, fail: 0, unsupported: 0 }]));
  const unsupported = [];
  const width = Math.min(72, Math.max(...cases.map(({ id }) => id.length)));
  console.log(`${"case".padEnd(width)}  ${backends.map((backend) => backend.padEnd(16)).join("")}(share of its tolerance)`);
  for (const item of cases) {
    const results = backends.map((backend) => ({ backend, ...runCase(memoria, item, backend) }));
    for (const { backend, outcome } of results) tally[backend][outcome]++;
    const cells = results.map(({ outcome, error }) => `${outcome}${error === undefined ? "" : ` ${error.toPrecision(2)}`}`.padEnd(16));
    const details = new Set(results.flatMap(({ detail }) => (detail === undefined ? [] : [detail])));
    console.log(`${item.id.padEnd(width)}  ${cells.join("")}${[...details].join("; ")}`.trimEnd());
    if (results.some(({ outcome }) => outcome === "unsupported")) unsupported.push(`${item.id}: ${[...details].join("; ")}`);
  }
  return { tally, unsupported };
}

/** A line a suite: cases, and how many pass on each backend. */
function summarise(rows) {
  const width = Math.max(...rows.map(({ suite }) => suite.length), 5);
  console.log(`\n${"suite".padEnd(width)}  cases  ${backends.map((backend) => `${backend} pass`.padEnd(16)).join("")}`.trimEnd());
  for (const { suite, count, tally } of rows) {
    const cells = backends.map((backend) => `${tally[backend].pass}`.padEnd(16));
    console.log(`${suite.padEnd(width)}  ${`${count}`.padStart(5)}  ${cells.join("")}`.trimEnd());
  }
}

async function main(folder) {
  let suites = [];
  try {
    suites = suitesOf(folder ?? "");
  } catch (error) {
    console.error(
      `conformance: expected a folder of test numbers, got ${folder ?? "nothing"} (${error instanceof Error ? error.message : error})`,
    );
    return 2;
  }
  const cases = suites.flatMap((suite) => suite.cases);
  if (cases.length === 0) {
    console.error(`conformance: expected files with "schema": "${schema}" in ${folder}, got none`);
    return 2;
  }
  if (freshBuild() !== 0) return 2;
  const dist = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
  const { constant } = await dist("tensor.js");
  const memoria = { ...(await dist("layers/index.js")), ...(await dist("cells/index.js")), ops: await dist("ops/index.js"), constant };
  const rows = suites.map(({ suite, cases: own }) => ({ suite, count: own.length, ...report(own, memoria) }));
  summarise(rows);
  console.log("");
  const unsupported = rows.flatMap((row) => row.unsupported);
  const total = (backend, what) => rows.reduce((sum, { tally }) => sum + tally[backend][what], 0);
  for (const backend of backends) {
    console.log(
      `${backend}: ${total(backend, "pass")} of ${cases.length} pass, ${total(backend, "fail")} fail, ${total(backend, "unsupported")} unsupported`,
    );
  }
  for (const line of unsupported) console.log(`unsupported: ${line}`);
  return backends.some((backend) => total(backend, "fail") > 0) ? 1 : 0;
}

process.exitCode = await main(process.argv[2]);
