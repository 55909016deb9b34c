/** How the net was trained, and where it looked. */
import { attentionSvg, bestOf, curvesSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportData } from "../report.ts";
import { figure, section } from "./html.ts";

function curvesFigure({ curves = [] }: ReportData, { words, numbers }: Speech): string {
  const drawn = curves.filter(({ loss }) => loss.length > 0);
  const [first] = drawn;
  if (first === undefined) return "";
  const { title, caption, description, ...rest } = words.report.curves;
  const validated = drawn.find(({ valLoss }) => valLoss.length > 0);
  const best = validated === undefined ? "–" : numbers.number(bestOf(validated.valLoss) + 1);
  const trainings = numbers.number(drawn.filter(({ phase }) => phase === "train").length);
  const epochs = numbers.number((validated ?? first).loss.length);
  const said = { title, description: description(epochs, best), ...rest, number: numbers.number };
  return figure({ id: "curves", title, caption: [caption(trainings)] }, (size) => curvesSvg(drawn, { ...size, words: said }));
}

function attentionFigure({ series }: ReportData, { words, numbers }: Speech): string {
  const found = series.find(({ attention, fan }) => (attention?.length ?? 0) > 0 && (fan?.point.length ?? 0) > 0);
  if (found?.attention === undefined || found.fan === undefined) return "";
  const horizon = found.fan.point.length;
  const lookback = Math.floor(found.attention.length / horizon);
  const first = Array.from(found.attention).slice(0, lookback);
  const heaviest = first.reduce((best, weight, t) => (weight > first[best] ? t : best), 0);
  const { title, caption, description, before, ...rest } = words.report.attention;
  const said = {
    title: title(found.name),
    description: description(before(numbers.number(lookback - heaviest))),
    ...rest,
    number: numbers.number,
  };
  const { attention: weights } = found;
  return figure({ id: "attention", title: said.title, caption: [caption] }, ({ width, inside }) =>
    attentionSvg({ weights, horizon, lookback }, { width, inside, words: said }),
  );
}

export function trainingSection(data: ReportData, speech: Speech): string {
  return section("training", speech.words.report.sections.training, [curvesFigure(data, speech), attentionFigure(data, speech)]);
}
