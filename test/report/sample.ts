/** Made-up runs, the same whenever and wherever: what a report of one series, and one of several, has to show. */
import type { Range, TestedSeries } from "../../src/chart.ts";
import type { Evaluation, MethodScore } from "../../src/evaluation.ts";
import type { Language } from "../../src/message.ts";
import { generator } from "../../src/random.ts";
import type { ReportData, ReportSeries } from "../../src/report.ts";

const levels = [0.8, 0.95];
const origins = 6;

/** Trend, season, noise and, every 17 rows, a promotion of three. */
function sales(name: string, rows: number, season: number, level: number): number[] {
  const random = generator(7, name);
  return Array.from({ length: rows }, (_, i) => {
    const promotion = season === 7 && i % 17 < 3 ? 0.35 : 0;
    const wave = Math.sin((2 * Math.PI * i) / season) * 0.25 + Math.sin((4 * Math.PI * i) / season) * 0.08;
    return Math.max(0, Math.round(level * (1 + 0.4 * (i / rows) + wave + promotion + 0.05 * random.normal())));
  });
}

const methods = [
  { name: "lstm", kind: "net" as const, noise: 0.05 },
  { name: "ets", kind: "simple" as const, noise: 0.06 },
  { name: "seasonal-naive", kind: "simple" as const, noise: 0.085 },
  { name: "naive", kind: "simple" as const, noise: 0 },
  { name: "drift", kind: "simple" as const, noise: 0 },
];

/** Forecasts that miss as these methods do: naive by what it is, the rest by errors that grow with the step. */
function forecasts(target: readonly number[], at: readonly number[], horizon: number, name: string, noise: number): number[][] {
  const random = generator(3, `${name}${target[0]}`);
  return at.map((origin) => {
    let lean = 0;
    return Array.from({ length: horizon }, (_, h) => {
      if (noise === 0) return target[origin - 1] + (name === "drift" ? h * 0.8 : 0);
      lean = 0.8 * lean + noise * random.normal();
      return (target[origin + h] ?? target[origin + h - 2 * horizon] * 1.05) * (1 + lean);
    });
  });
}

const around = (point: readonly number[], half: (step: number) => number): { lower: number[]; upper: number[] } => ({
  lower: point.map((value, h) => Math.max(0, value - half(h))),
  upper: point.map((value, h) => value + half(h)),
});

const rangesOf = (point: readonly number[]): Range[] =>
  levels.map((level, i) => ({ level, ...around(point, (h) => point[0] * (0.08 + 0.06 * i) * Math.sqrt(1 + h / 2)) }));

/** ISO days or months from 2023 on. */
function label(row: number, every: "day" | "month"): string {
  const date = every === "day" ? new Date(Date.UTC(2023, 0, 1 + row)) : new Date(Date.UTC(1949, row, 1));
  return date.toISOString().slice(0, every === "day" ? 10 : 7);
}

/** Scores as a backtest of 6 origins would give them; the shape, not the figures, is what a page is tested on. */
function scores(horizon: number, series: number): Evaluation {
  const of = (name: string, kind: "net" | "simple", mae: number, won: number, held: number): MethodScore => {
    const n = origins * horizon * series;
    const ranges = levels.map((level, i) => ({ level, n, held: held + 0.13 * i, width: 4 * mae, pinball: mae / 3, msis: mae / 4 }));
    const shares = { wape: mae / 386, smape: mae / 380, mase: mae / 20, rmse: 1.3 * mae, bias: -mae / 9, crps: mae / 2 };
    return { name, kind, mae, ...shares, ranges, won, byOrigin: Array.from({ length: origins }, () => mae), n };
  };
  const methods = [
    of("lstm", "net", 20.1, 4, 0.66),
    of("ets", "simple", 26.9, 2, 0.78),
    of("seasonal-naive", "simple", 30.1, 0, 0.83),
    of("naive", "simple", 68.5, 0, 0.66),
    of("drift", "simple", 67, 0, 0.69),
  ];
  const verdict = { outcome: "win", winner: "lstm", rival: "ets", lead: 0.25, won: 4, origins, needed: 4, by: "mae" } as const;
  return { origins, horizon, series, methods, verdict };
}

function made(name: string, rows: number, season: number, level: number, horizon: number, every: "day" | "month"): ReportSeries {
  const target = sales(name, rows, season, level);
  const at = Array.from({ length: origins }, (_, w) => rows - (origins - w) * horizon);
  const all = methods.map((method) => ({ ...method, forecasts: forecasts(target, at, horizon, method.name, method.noise) }));
  const test: TestedSeries = {
    target,
    origins: at,
    methods: all.map((method) => ({ ...method, intervals: method.forecasts.map((one) => rangesOf(one)) })),
  };
  const [point] = forecasts([...target, ...target.slice(-2 * horizon)], [rows], horizon, "ahead", 0.03);
  const from = rows - Math.max(24, 5 * horizon);
  return {
    name,
    method: "lstm",
    fan: {
      past: target.slice(from),
      pastTime: target.slice(from).map((_, i) => label(from + i, every)),
      point,
      ranges: rangesOf(point),
      naive: point.map(() => target[rows - 1]),
      time: point.map((_, h) => label(rows + h, every)),
    },
    test,
    labels: target.map((_, i) => label(i, every)),
  };
}

function curves() {
  const fall = (size: number, epochs: number, name: string, end: number) => {
    const random = generator(5, name);
    return Array.from(
      { length: epochs },
      (_, i) => end + size / (1 + i * i * 0.4) + end * 0.04 * random.normal() + (i > 20 ? (i - 20) * 0.004 : 0),
    );
  };
  return [
    { phase: "train" as const, loss: fall(1.1, 34, "a", 0.03), valLoss: fall(1.0, 34, "b", 0.06) },
    { phase: "refit" as const, loss: fall(1.1, 24, "c", 0.03), valLoss: [] },
  ];
}

const words = {
  en: {
    days: "14 days",
    months: "12 months",
    verdict: "lstm: off by 20.1, 25 % better than ets, and closer in 4 of 6 tests.",
    careful: "Careful: its 80 % range held only 66 % of the tested values. Expect it to miss more often than it says.",
    kept0: "Never negative in the past, so the forecast and its ranges stay at 0 or above.",
    data: [
      [
        "read",
        ['";" between columns · decimal comma', "3,330 rows: 3 stores × 1,096 days to 2025-12-31, and 14 days ahead with promo only"],
      ],
      ["guessed", ["time=fecha (daily)", "id=tienda", "known=promo", "change: --time --id --known"]],
      ["noticed", ["9 days missing in Lima: masked, not filled in"]],
    ],
  },
  es: {
    days: "14 días",
    months: "12 meses",
    verdict: "lstm: yerra 20,1, 25 % mejor que ets, y más cerca en 4 de 6 pruebas.",
    careful: "Ojo: en su intervalo del 80 % cayó solo el 66 % de los valores probados. Fallará más veces de las que dice.",
    kept0: "Sin negativos en el pasado: el pronóstico y sus intervalos tampoco los tienen.",
    data: [
      ["leído", ['";" entre columnas · coma decimal', "3330 filas: 3 tiendas × 1096 días hasta 2025-12-31, y 14 días más solo con promo"]],
      ["supuesto", ["time=fecha (diario)", "id=tienda", "known=promo", "se cambia con --time --id --known"]],
      ["visto", ["faltan 9 días en Lima: se enmascaran, no se rellenan"]],
    ],
  },
} as const;

function report(language: Language, list: readonly ReportSeries[], target: string, ahead: string, horizon: number): ReportData {
  const text = words[language];
  return {
    target,
    source: "sales.csv",
    ahead,
    time: "fecha",
    sentences: [text.verdict, text.careful, text.kept0],
    scores: scores(horizon, list.length),
    recommended: "lstm",
    series: list,
    curves: curves(),
    data: text.data.map(([name, says]) => ({ name, text: says })),
    options: [
      { name: "--target", text: target },
      { name: "--horizon", text: `${horizon}` },
      { name: "--cell", text: "lstm" },
      { name: "--hidden", text: "32" },
    ],
    run: {
      version: "0.1.0",
      backend: "wasm",
      seed: 1,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      command: `npx memoria forecast sales.csv --target ${target} --horizon ${horizon} --lang ${language} --out ventas/`,
      refit: true,
    },
  };
}

/** One series of 144 months, by an encoder–decoder, so that it has attention. */
export function oneSeries(language: Language): ReportData {
  const one = made("passengers", 144, 12, 300, 12, "month");
  const lookback = 36;
  const weights = Array.from({ length: 12 * lookback }, (_, i) => {
    const [h, t] = [Math.floor(i / lookback), i % lookback];
    const distance = (lookback - t + h) % 12;
    return 1 / (1 + distance * distance) + 0.6 / (1 + (lookback - t));
  });
  const attention = weights.map((weight, i) => {
    const from = i - (i % lookback);
    return weight / weights.slice(from, from + lookback).reduce((sum, other) => sum + other, 0);
  });
  const text = words[language];
  return report(language, [{ ...one, attention }], "passengers", text.months, 12);
}

/** Daily sales of `names` with promotions. */
export function manySeries(language: Language, names: readonly string[] = ["Madrid", "Lima", "México <D.F.> & Cía"]): ReportData {
  const list = names.map((name, i) => made(name, 400, 7, 300 + 120 * i, 14, "day"));
  const text = words[language];
  return report(language, list, "ventas", text.days, 14);
}
