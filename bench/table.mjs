// npm run bench:table: bench/results → the tables of docs/performance.md, between its marks, and docs/performance.svg.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { bars } from "./chart.mjs";
import { here } from "./side.mjs";

const folder = here("./results/");
/** Results by name, the newest of a peer's versions first. */
const results = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name: name.replace(".json", ""), ...JSON.parse(readFileSync(`${folder}${name}`, "utf8")) }));
const named = (start) =>
  results.filter(({ name }) => name.startsWith(start)).sort((a, b) => b.name.localeCompare(a.name, "en", { numeric: true }));

const times = (value) => `${value.toFixed(value < 10 ? 2 : 0)}×`;
const text = (ms) => (ms < 0.1 ? `${(1000 * ms).toFixed(1)} µs` : `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`);
const version = ({ peer }) => `${peer.version.replace(/\+\w+$/, "")}${peer.threads > 1 ? `, ${peer.threads} threads` : ", 1 thread"}`;

const kinds = ["torch-", "threads-", "tfjs-", "ort-", "brain"];
const comparisons = kinds.flatMap(named);

/** One line a comparison and backend. */
const summary = comparisons.flatMap((result) =>
  Object.entries(result.means).map(([backend, mean]) => ({
    what: result.what,
    peer: version(result),
    backend,
    mean,
    worst: result.worst[backend],
    best: Math.max(...result.rows.filter((row) => row.void === undefined && !row.label).map(({ ratios }) => ratios[backend])),
    rows: result.rows.filter((row) => row.void === undefined && !row.label).length,
    busy: result.rows.filter((row) => row.busy).length,
    skipped: result.skipped.length,
  })),
);

const lines = [
  "| what | against | memoria's backend | geometric mean | worst … best | rows |",
  "|---|---|---|---|---|---|",
  ...summary.map(({ what, peer, backend, mean, worst, best, rows, busy, skipped }) => {
    const notes = [busy > 0 ? `${busy} on a busy machine` : "", skipped > 0 ? `${skipped} too slow there` : ""].filter(Boolean);
    const count = `${rows}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
    return `| ${what} | ${peer} | ${backend} | **${times(mean)}** | ${times(worst)} … ${times(best)} | ${count} |`;
  }),
];

/** Every row of one comparison. */
function detail(result) {
  const sides = result.rows[0].times.map(({ name }) => name);
  return [
    "",
    `### ${result.what}: ${version(result)}`,
    "",
    `| cell | B×T×I×H | ${sides.join(" | ")} | ${Object.keys(result.means).join(" | ")} |`,
    `|---|---|${sides.map(() => "---|").join("")}${Object.keys(result.means)
      .map(() => "---|")
      .join("")}`,
    ...result.rows.map((row) => {
      const mark = row.void !== undefined ? " (void)" : row.busy ? " (busy)" : "";
      const name = `${row.size}${row.label ? `, ${row.label}` : ""}${mark}`;
      return `| ${row.cell} | ${name} | ${row.times.map(({ ms }) => text(ms)).join(" | ")} | ${Object.values(row.ratios).map(times).join(" | ")} |`;
    }),
  ];
}

function others() {
  const found = [];
  for (const { peer, rows } of named("machine"))
    for (const { size, times: both } of rows)
      found.push(
        `The machine: an LSTM's training step at ${size} on \`native\` runs at ${((100 * both[1].ms) / both[0].ms).toFixed(0)} % of the rate of the bare BLAS (${peer.version}) on the same products.`,
      );
  for (const { name, mean, least } of named("workers-"))
    found.push(
      `A second worker, \`${name.replace("workers-", "")}\`, batch ≥ 32, hidden ≥ 64: ${times(mean)} (geometric mean), least ${times(least)}.`,
    );
  for (const { rows } of named("linear")) {
    const [short, long] = [1000, 10_000].map((T) => rows.find((row) => row.T === T));
    found.push(
      `Ten times the length (1,000 to 10,000 steps, \`wasm\`): ${(long.ms / short.ms).toFixed(1)} times the time, ${(long.bytes / short.bytes).toFixed(1)} times the memory.`,
    );
  }
  for (const { parts } of named("start")) {
    const all = parts.at(-1);
    found.push(
      `From import to the first training step in a fresh process: ${all.ms.toFixed(0)} ms (${parts
        .slice(0, -1)
        .map(({ name, ms }) => `${name} ${ms.toFixed(0)}`)
        .join(", ")}).`,
    );
  }
  return found.map((line) => `- ${line}`);
}

const [first] = comparisons;
const page = here("../docs/performance.md");
const marks = ["<!-- made by npm run bench:table -->", "<!-- end -->"];
const [before, rest] = readFileSync(page, "utf8").split(marks[0]);
if (rest === undefined || first === undefined) {
  console.error("nothing to do: expected results in bench/results and the marks in docs/performance.md");
  process.exit(1);
}
const chart = ["![How many times faster than each peer, by backend](performance.svg)", ""];
const where = `${first.machine}, ${first.cores} cores, Node ${first.node}, ${first.date}.`;
const body = [where, "", ...chart, ...lines, "", ...others(), ...comparisons.flatMap(detail)];
writeFileSync(page, `${before}${marks[0]}\n${body.join("\n")}\n${marks[1]}${rest.split(marks[1])[1]}`);
writeFileSync(here("../docs/performance.svg"), bars(summary));
console.log(lines.join("\n"));
