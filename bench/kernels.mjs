// The WebAssembly kernels alone: GFLOP/s of the products, nanoseconds a hidden unit of the cells' steps.
// node bench/kernels.mjs [file.wasm] — after `npm run build`. Median of the runs, their spread, and the fastest run: on a
// machine that others use too, the fastest is what the kernel can do. Two builds are compared by running them in turn.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";

const memory = new WebAssembly.Memory({ initial: 1600 });
const module = new WebAssembly.Module(readFileSync(process.argv[2] ?? "build/memoria.wasm"));
/** @type {any} */
const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
const reals = new Float32Array(memory.buffer);

/** Seeded values in (−0.5, 0.5), far from subnormals. */
function refill() {
  let seed = 1;
  for (let i = 0; i < reals.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    reals[i] = seed / 2 ** 32;
  }
}

/** Seconds a call: { fastest, median, spread } of 25 runs of about 4 ms. `before` runs outside the clock, once a run. */
function time(call, before = () => {}) {
  const start = performance.now();
  do call();
  while (performance.now() - start < 60);
  const warm = performance.now();
  for (let i = 0; i < 3; i++) call();
  const repeats = Math.max(1, Math.ceil(12 / (performance.now() - warm)));
  const runs = [];
  for (let run = 0; run < 25; run++) {
    before();
    const from = performance.now();
    for (let i = 0; i < repeats; i++) call();
    runs.push((performance.now() - from) / repeats / 1000);
  }
  runs.sort((x, y) => x - y);
  return { fastest: runs[0], median: runs[12], spread: (runs[18] - runs[6]) / runs[12] };
}

function report(name, unit, amount, { fastest, median, spread }, inverse) {
  const figure = (seconds) => (inverse ? (seconds * 1e9) / amount : amount / seconds / 1e9).toFixed(2);
  console.log(`${name.padEnd(34)} ${figure(median).padStart(7)} ${unit} ±${(spread * 50).toFixed(0)} %, best ${figure(fastest)}`);
}

/** [m, n, k, transposeA, packed]: forward and input gradients use a packed weight, weight gradients don't. */
const products = [
  ...[
    [32, 128, 32],
    [60, 512, 128],
    [32, 1024, 256],
    [512, 512, 512],
    [1, 256, 64],
    [2, 256, 64],
    [3, 256, 64],
  ].map((size) => [...size, 0, 1]),
  ...[
    [32, 64, 256],
    [1600, 128, 1],
    [3200, 256, 8],
    [1600, 1, 32],
  ].map((size) => [...size, 0, 1]),
  ...[
    [128, 1, 1600],
    [128, 32, 1600],
    [256, 8, 3200],
    [1024, 256, 3200],
    [1, 32, 1600],
  ].map((size) => [...size, 1, 0]),
];

console.log(`${cpus()[0].model}, Node ${process.version}`);
refill();
for (const [m, n, k, transposeA, packed] of products) {
  const a = 4096;
  const b = a + 4 * m * k;
  const c = b + 4 * n * k + 64;
  const panels = c + 4 * m * n + 64;
  const scratch = panels + 4 * kernels.packedSize(k, n) + 64;
  kernels.pack(b, n, 0, k, n, panels);
  const whole = () => kernels.matmul(a, transposeA ? m : k, transposeA, b, n, 0, c, n, m, n, k, 0, scratch);
  const ready = () => kernels.matmulPacked(a, transposeA ? m : k, transposeA, panels, c, n, m, n, k, 0, scratch);
  const name = `${transposeA ? "Aᵀ·B" : "A·B"} ${m}×${n}×${k}${packed ? ", B packed before" : ""}`;
  report(name, "GFLOP/s", 2 * m * n * k, time(packed ? ready : whole), false);
}

for (const [rows, H] of [
  [32, 64],
  [8, 256],
  [32, 30],
  [1, 64],
]) {
  const g = 4096;
  const bytes = 4 * rows * H;
  const at = (i) => g + 4 * bytes + i * (bytes + 64);
  const steps = {
    rnnForward: () => kernels.rnnForward(g, at(0), at(1), H, rows, H, 0),
    rnnBackward: () => kernels.rnnBackward(g, at(0), H, at(1), rows, H, 0),
    lstmForward: () => kernels.lstmForward(g, at(0), at(1), at(2), 0, at(3), at(4), H, rows, H),
    lstmBackward: () => kernels.lstmBackward(g, at(0), at(1), 0, 0, at(2), H, at(3), at(4), 0, rows, H),
    gruForward: () => kernels.gruForward(g, at(0), at(1), at(2), at(3), H, rows, H),
    gruBackward: () => kernels.gruBackward(g, at(0), at(1), at(2), H, at(3), rows, H),
  };
  for (const [name, call] of Object.entries(steps)) {
    // A backward step shrinks its gradients: they are made anew often enough to stay far from subnormals.
    let left = 0;
    const call16 = () => {
      if (left-- === 0) {
        left = 15;
        reals.set(fresh, 1024);
      }
      call();
    };
    const fresh = reals.slice(1024, 1024 + (9 * bytes) / 4 + 400);
    report(`${name} ${rows}×${H}`, "ns a unit", rows * H, time(call16), true);
    refill();
  }
}
