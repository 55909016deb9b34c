// Many to many, shifted: what will three shops sell? One net for all of them, promotions known ahead, beside the simple methods.
// node examples/forecast.mjs [--small]
import { forecaster, load } from "memoria";

const small = process.argv.includes("--small");
const horizon = 7;

/** A shop's days: a level that grows, a week, and promotions that lift four days of 23. `promo` runs on into the days ahead. */
const shop = (id, days, level) => {
  const promo = Array.from({ length: days + horizon }, (_, day) => (day % 23 < 4 ? 1 : 0));
  const week = [0, -0.1, -0.05, 0, 0.1, 0.35, 0.25];
  const target = Array.from({ length: days }, (_, day) => {
    const noise = 0.06 * Math.sin(13 * day * day + level);
    return Math.round(level * (1 + day / 1000 + week[day % 7] + 0.4 * promo[day] + noise));
  });
  return { id, target, known: { promo } };
};
const days = small ? 150 : 500;
const shops = [shop("Madrid", days, 400), shop("Lima", days, 250), shop("Quito", days, 90)];

const model = await forecaster({ cell: "gru", hidden: small ? 8 : 24, horizon, epochs: small ? 4 : 40, seed: 1 }).fit(shops);
for (const { name, mae, ranges } of model.scores.methods) {
  const held = ((ranges[0].held ?? 0) * 100).toFixed(0);
  console.log(`${name.padEnd(15)} off by ${(mae ?? 0).toFixed(1)} a day; its ${100 * ranges[0].level} % range held ${held} %`);
}

for (const { id, recommended, point, intervals } of await model.predictAll()) {
  const { level, lower, upper } = intervals[0];
  const range = `${100 * level} %: ${lower[0].toFixed(0)} … ${upper[0].toFixed(0)}`;
  console.log(
    `${id}, by ${recommended}: tomorrow ${point[0].toFixed(0)} (${range}), then ${[...point.slice(1)].map(Math.round).join(", ")}`,
  );
}

// A model holds none of the data: load it tomorrow, with the rows that have come since.
const tomorrow = await load(model.bytes(), "forecast");
const [next] = await tomorrow.predictAll({ history: [shop("Lima", days + 1, 250)] });
console.log(`a day later, Lima: ${[...next.point].map(Math.round).join(", ")}`);
