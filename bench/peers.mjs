// npm run bench:peers -- [torch|threads|tfjs|brain|onnx|machine …] [--quick]: memoria against what a user would pick instead.
// Each comparison checks first that both sides compute the same, then takes turns, each process pinned to its cores.
import { existsSync } from "node:fs";
import { machine } from "./machine.mjs";
import { here } from "./side.mjs";

const comparisons = ["torch", "threads", "tfjs", "brain", "onnx", "machine"];
const given = process.argv.slice(2);
const quick = given.includes("--quick");
const names = given.filter((name) => name !== "--quick");
const unknown = names.find((name) => !comparisons.includes(name));
if (unknown !== undefined) {
  console.error(`unknown comparison: expected some of ${comparisons.join(", ")}, or --quick; got ${unknown}`);
  process.exit(2);
}
const chosen = names.length === 0 ? comparisons : names;
if (chosen.some((name) => ["tfjs", "brain", "onnx"].includes(name)) && !existsSync(here("./peers/node_modules"))) {
  console.error("the peers are not installed: run npm ci --ignore-scripts --prefix bench/peers (about 900 MB)");
  process.exit(2);
}
const { machine: model, cores, node } = machine();
console.log(`${model}, ${cores} cores, Node ${node}${quick ? ", quick: fewer rounds, nothing stored" : ""}`);
let failed = 0;
for (const name of chosen) {
  const start = performance.now();
  try {
    const { compare } = await import(`./peers/${name}.mjs`);
    await compare({ quick });
  } catch (error) {
    failed++;
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
process.exit(failed === 0 ? 0 : 1);
