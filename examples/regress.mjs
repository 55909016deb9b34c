// One to one, with and without memory: how full is the tank? A value for each row, from the columns of that row and of the rows before it.
// node examples/regress.mjs [--small]
import { load, regressor } from "memoria";

const small = process.argv.includes("--small");
const rows = small ? 300 : 1500;

/** What runs out goes by the valve and, after Torricelli, by the root of the level: no row tells the level alone. `open`: last rows that nobody measured. */
const tank = (first, count, open = 0) => {
  const inflow = Array.from({ length: count }, (_, t) => 1 + Math.sin((first + t) / 5) + 0.5 * Math.sin((first + t) / 17));
  const valve = Array.from({ length: count }, (_, t) => ((first + t) % 31 < 12 ? 0.1 : 0.9));
  let level = 4;
  const target = inflow.map((flow, t) => {
    level += 0.3 * (flow - valve[t] * Math.sqrt(level));
    level = Math.max(0, level);
    return t < count - open ? level : Number.NaN;
  });
  return { features: { inflow, valve }, target };
};

const options = { hidden: small ? 8 : 16, lookback: 24, epochs: small ? 6 : 30, seed: 1 };
const model = await regressor({ cell: "gru", ...options }).fit(tank(0, rows, 10));
for (const { name, memory, mae, r2 } of model.scores.methods)
  console.log(`${name.padEnd(11)} ${memory ? "rows so far" : "one row    "}  off by ${(mae ?? 0).toFixed(3)}, R² ${(r2 ?? 0).toFixed(3)}`);
const { winner, lead, won, origins } = model.scores.memory;
console.log(`of the two nets ${winner} is better, ${(100 * (lead ?? 0)).toFixed(0)} % less error, in ${won} of ${origins} tests`);

const { point, intervals, recommended } = await model.predict({ which: "missing" });
const { level, lower, upper } = intervals[0];
console.log(
  `the next row, by ${recommended}: ${point[rows - 10].toFixed(2)} (${100 * level} %: ${lower[rows - 10].toFixed(2)} … ${upper[rows - 10].toFixed(2)})`,
);

// A model holds none of the data: load it tomorrow, for rows whose level nobody measured.
const tomorrow = await load(model.bytes(), "regress");
const { features } = tank(rows, 40);
const later = await tomorrow.predict({ rows: { features, target: new Array(40).fill(Number.NaN) } });
console.log(`forty rows later: ${later.point[39].toFixed(2)}`);
