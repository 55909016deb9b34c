/** A picture of the lesson from its data: the charts that are there, in the reader's words. */
import { barsSvg, heatSvg, lagSvg, landscapeSvg, multiplesSvg, runsSvg, scatterSvg, signalSvg } from "../charts/index.ts";
import type { SvgSize } from "../charts/svg.ts";
import { chain, problemTypes, unit, unrolled } from "../figures/index.ts";
import { linear, recurrent, sequential } from "../layers/index.ts";
import type { BarsPicture, FigurePicture, LessonPicture, LinesPicture, PanelsPicture, RunsPicture } from "../lesson-picture.ts";
import type { Speech } from "../message.ts";
import { told, worded } from "./lesson-text.ts";

interface Drawn {
  readonly size: SvgSize;
  readonly said: { readonly title: string; readonly description: string; number(value: number, decimals?: number): string };
  readonly speech: Speech;
  name(key: string): string;
}

const bars = ({ rows, measures }: BarsPicture, { size, said, speech, name }: Drawn): string =>
  barsSvg(
    { rows: rows.map((row) => ({ ...row, name: name(row.name) })), measures: measures.map(name) },
    { ...size, words: { ...said, value: (value) => told(value, speech.numbers) } },
  );

function lines({ lines, band, across, powers = false }: LinesPicture, { size, said, name }: Drawn): string {
  const data = lines.map(({ label, values, places }) => ({ label: name(label), values, ...(places !== undefined && { lags: places }) }));
  return lagSvg(
    { lines: data, ...(band !== undefined && { band }) },
    { ...size, height: 260, plain: !powers, words: { ...said, lag: name(across) } },
  );
}

const panels = (picture: PanelsPicture, { size, said, name }: Drawn): string =>
  multiplesSvg(
    {
      kind: "lines",
      channels: [""],
      panels: picture.panels.map(({ name: key, number, drawn, values }) => ({ name: `${number}: ${name(key)}`, drawn, values: [values] })),
    },
    { ...size, words: said },
  );

const runs = ({ nets, lengths, runs: all, levels }: RunsPicture, { size, said, speech, name }: Drawn): string =>
  runsSvg(
    {
      series: nets,
      groups: lengths.map(String),
      runs: all.map(({ net, length, error, solved }) => ({ series: net, group: `${length}`, error, solved })),
      levels: levels.map((level) => ({ ...level, name: name(level.name) })),
    },
    { ...size, words: { ...said, group: "T", error: name("error"), ...speech.words.lesson.chart } },
  );

/** Figures of nets and cells, from their own structure. */
function structure(picture: FigurePicture, { size: { width, inside }, speech: { language } }: Drawn): string {
  const options = { language, ...(width !== undefined && { width }), ...(inside !== undefined && { inside }) };
  switch (picture.kind) {
    case "unrolled": {
      const { cell, layers } = picture;
      return unrolled(sequential([recurrent({ cell, input: 1, hidden: 4, layers }), linear({ output: 1 })]), options);
    }
    case "unit":
      return unit(picture.cell, options);
    case "chain":
      return chain({ ...options, sizes: picture.sizes });
    case "types":
      return problemTypes(options);
  }
}

function draw(picture: LessonPicture, given: Drawn): string {
  const { size, said, speech, name } = given;
  const { chart } = speech.words.lesson;
  switch (picture.kind) {
    case "bars":
      return bars(picture, given);
    case "lines":
      return lines(picture, given);
    case "panels":
      return panels(picture, given);
    case "runs":
      return runs(picture, given);
    case "pairs": {
      const { x, y, across, up } = picture;
      return scatterSvg({ x, y }, { ...size, height: 300, words: { ...said, x: name(across), y: name(up), same: chart.same } });
    }
    case "signal":
      return signalSvg({ channels: picture.channels, lanes: [] }, { ...size, words: { ...said, wrong: "" } });
    case "blocks": {
      const most = Math.max(...picture.rows.flat());
      const rows = picture.rows.map((row) => row.map((value) => (value === 0 ? null : value / most)));
      const axes = { across: name(picture.across), down: name(picture.down) };
      return heatSvg({ rows, light: "0", dark: chart.most }, { ...size, height: 300, words: { ...said, ...axes } });
    }
    case "landscape":
      return landscapeSvg(picture, { ...size, height: 360, words: { ...said, ...chart, weight: "w_h", bias: "b" } });
    default:
      return structure(picture, given);
  }
}

/** The picture as SVG: a file of its own, or within a page. */
export function lessonPicture(picture: LessonPicture, speech: Speech, size: SvgSize): string {
  const { title, caption } = speech.words.lesson.pictures[picture.id];
  const said = { title, description: caption, number: speech.numbers.number };
  return draw(picture, { size, said, speech, name: (key) => worded(key, speech.words) });
}
