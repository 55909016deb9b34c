// npm run bench -- [BACKEND]: our training step at each size, alone, in a process pinned to one core. Kept in bench/results.
import { save } from "./machine.mjs";
import { grid, ours } from "./rows.mjs";
import { jobOf, measure } from "./side.mjs";

const [backend = "wasm"] = process.argv.slice(2);
const side = await ours(backend);
if (side === undefined) process.exit(1);
const rows = [];
for (const { cell, size } of grid) {
  const {
    times: [time],
  } = await measure(jobOf({ cell, size }), [side]);
  const { ms, quartiles, cpu } = time;
  rows.push({ cell, size: size.join("×"), ms, quartiles, cpu, void: time.void });
  console.log(
    `${cell.padEnd(5)} ${size.join("×").padEnd(16)} ${ms.toFixed(2).padStart(8)} ms  ${quartiles.map((at) => at.toFixed(2)).join(" … ")}`,
  );
}
side.end();
save(`step-${backend}`, { what: `one training step, ${backend}, 1 thread, ms: median and quartiles`, rows });
