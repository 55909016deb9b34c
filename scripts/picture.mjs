// README's picture: three shops of made-up sales with promotions known ahead, forecast for real; writes docs/forecast.svg. npm run picture
import { writeFileSync } from "node:fs";
import { fanSvg } from "../dist/charts/index.js";
import { chartCss } from "../dist/charts/svg.js";
import { forecaster } from "../dist/index.js";
import { generator } from "../dist/random.js";

const [rows, horizon, shown] = [1096, 14, 56];
const day = (row) => new Date(Date.UTC(2023, 10, 24 + row)).toISOString().slice(0, 10);

/** Sales of a shop: a level, a week, a year, promotions, noise. */
function shop(id, level) {
  const random = generator(1, id);
  const promo = Array.from({ length: rows + horizon }, () => (random.uniform() < 0.15 ? 1 : 0));
  const target = Array.from({ length: rows }, (_, row) => {
    const weekend = [4, 5].includes((row + 3) % 7) ? 0.3 : 0;
    const season = 0.12 * Math.sin((2 * Math.PI * row) / 365.25);
    return Math.round(level * (1 + weekend + season + 0.35 * promo[row] + 0.06 * random.normal()));
  });
  return { id, time: Array.from({ length: rows }, (_, row) => day(row)), target, known: { promo } };
}

const shops = [shop("Madrid", 420), shop("Lima", 310), shop("Bogotá", 250)];
const model = await forecaster({ horizon }).fit(shops);
const forecasts = await model.predictAll();
const size = { width: 400, height: 260 };
const words = (title) => ({
  title,
  description: `Sales of ${title}: the last ${shown} days and a forecast of ${horizon}, with ranges.`,
  history: "past",
  forecast: "forecast",
  naive: "naive",
  range: (level) => `${Math.round(100 * level)} %`,
  number: (value, decimals) => value.toFixed(decimals),
});
const fans = forecasts.map(({ id, point, intervals, baselines }, k) => {
  const fan = {
    past: shops[k].target.slice(-shown),
    point,
    ranges: intervals,
    naive: baselines.naive,
    pastTime: shops[k].time.slice(-shown),
    time: Array.from({ length: horizon }, (_, j) => day(rows + j)),
  };
  const svg = fanSvg(fan, { ...size, inside: `fan${k}`, key: k === 0, words: words(id) }).replace(
    "<svg ",
    `<svg width="${size.width}" height="${size.height}" `,
  );
  return `<g transform="translate(${k * (size.width + 8)} 0)">\n<text class="title" x="12" y="18">${id}</text>\n<g transform="translate(0 24)">\n${svg}</g>\n</g>`;
});
const [width, height] = [3 * size.width + 16, size.height + 30];
writeFileSync(
  "docs/forecast.svg",
  `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Three shops, 14 days ahead, with ranges">\n<style>${chartCss}</style>\n<rect class="paper" width="${width}" height="${height}"/>\n${fans.join("\n")}\n</svg>\n`,
);
for (const { name, mae, wape } of model.scores.methods) console.log(name, mae?.toFixed(1), `${(100 * (wape ?? Number.NaN)).toFixed(1)} %`);
