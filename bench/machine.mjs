// What every result is stored with, and the statistics that every bench uses.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, release } from "node:os";

/** The value at a share of the sorted values: 0.5 is the median. */
export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};
export const median = (values) => quantile(values, 0.5);

/** Geometric mean. */
export const geometric = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Where a figure was measured. */
export const machine = () => ({
  machine: cpus()[0]?.model,
  cores: cpus().length,
  system: `${process.platform} ${release()}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  commit: commit(),
});

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/** bench/results/NAME.json. */
export function save(name, result) {
  writeFileSync(new URL(`./results/${name}.json`, import.meta.url), `${JSON.stringify({ ...result, ...machine() }, undefined, 1)}\n`);
}
