/** Where the net of a forecast looked. */
import { attentionSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportData } from "../report.ts";
import { figure } from "./html.ts";

export function attentionFigure({ series }: ReportData, { words, numbers }: Speech): string {
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
