/** The report of `inspect MODEL DATA`: what the doctor says, the gradient through time, the memory's horizon, gates, who teaches whom, weights. */
import { heatSvg, lagSvg } from "../charts/index.ts";
import type { BpttMatrix, Dynamics, Gates, GradientFlow, Landscape, LayerFlow, MemoryHorizon, SpectrumResult } from "../lenses/index.ts";
import { log } from "../math.ts";
import type { Speech } from "../message.ts";
import type { Fact, ReportRun } from "../report.ts";
import { sheet } from "./frame.ts";
import { each, facts, figure, section, table } from "./html.ts";
import { dynamicsFigures, landscapeFigures } from "./lens-figures.ts";

export interface LensReport {
  readonly name: string;
  readonly source: string;
  /** What the doctor says. */
  readonly sentences: readonly string[];
  readonly horizons: readonly string[];
  readonly flow: GradientFlow;
  readonly horizon: MemoryHorizon;
  readonly gates: Gates | null;
  readonly matrix: BpttMatrix | null;
  readonly spectrum: SpectrumResult;
  /** Null for a net that isn't one plain unit. */
  readonly landscape: Landscape | null;
  /** Null where the training wasn't watched. */
  readonly dynamics: Dynamics | null;
  readonly data: readonly Fact[];
  readonly run: ReportRun;
}

const whereOf = ({ layer, reverse }: { layer: number; reverse: boolean }, several: boolean, { words, numbers }: Speech): string =>
  several ? ` · ${words.lens.where(numbers.number(layer + 1), reverse ? words.lens.backwards : "")}` : "";

function flowFigure(layer: LayerFlow, k: number, several: boolean, speech: Speech): string {
  const { words, numbers } = speech;
  const own = words.lens.flow;
  const { gradient, envelope, theory, direct, cellState, floor } = layer;
  const lines = [
    { label: own.gradient, values: gradient.median },
    ...(envelope === null ? [] : [{ label: own.envelope, values: envelope }]),
    ...(theory === null
      ? []
      : [
          { label: own.bound, values: theory.bound },
          { label: own.rate, values: theory.rate },
        ]),
    ...(cellState === null ? [] : [{ label: own.cell, values: cellState.median }]),
    ...(direct === null ? [] : [{ label: own.direct, values: direct.median }]),
  ];
  const data = { lines, band: gradient, ...(floor !== null && { floor: { label: own.floor, value: floor } }) };
  const said = { title: own.title, description: own.description, lag: own.lag, number: numbers.number };
  return figure({ id: `flow-${k}`, title: own.title + whereOf(layer, several, speech), caption: [own.caption] }, (size) =>
    lagSvg(data, { ...size, words: said }),
  );
}

function horizonFigure({ layers, ablations, ablationLags, level }: MemoryHorizon, { words, numbers }: Speech): string {
  const own = words.lens.horizon;
  const last = layers[layers.length - 1];
  const lines = [
    { label: own.gradient, values: last.gradient.share },
    ...(last.timeConstant === null ? [] : [{ label: own.gate, values: last.timeConstant.share }]),
    ...ablations.map(({ by, change }) => ({
      label: own[by],
      lags: ablationLags,
      values: change.map((value) => exponentOf(value, change[0])),
    })),
  ];
  const said = { title: own.title, description: own.description, lag: words.lens.flow.lag, number: numbers.number };
  return figure({ id: "horizon", title: own.title, caption: [own.caption(numbers.percent(level))] }, (size) =>
    lagSvg({ lines }, { ...size, words: said }),
  );
}

/** log₁₀ of a share of the whole effect, for the drawing alone. */
const exponentOf = (value: number | null, whole: number | null): number | null =>
  value === null || whole === null || !(value > 0) || !(whole > 0) ? null : Math.max(-12, log(value / whole) / Math.LN10);

function gateFigures({ layers }: Gates, speech: Speech): string[] {
  const { words, numbers } = speech;
  const own = words.lens.gates;
  return layers.flatMap((layer, l) =>
    layer.gates
      .filter(({ role }) => role === "gate")
      .map(({ name, byStep, mean, saturated }, k) => {
        const order = [...mean.keys()].sort((a, b) => mean[b] - mean[a]);
        const rows = order.map((unit) => byStep.map((step) => step[unit]));
        const said = { title: own.title(name), description: own.description, across: own.step, down: own.unit };
        const caption = own.caption(numbers.percent(mean.reduce((a, b) => a + b, 0) / mean.length), numbers.percent(saturated));
        const title = own.title(name) + whereOf(layer, layers.length > 1, speech);
        return figure({ id: `gate-${l}-${k}`, title, caption: [caption], height: 200 }, (size) =>
          heatSvg({ rows, light: own.shut, dark: own.open }, { ...size, words: said }),
        );
      }),
  );
}

function forcedTable({ forced }: Gates, { words, numbers }: Speech): string {
  if (forced === null || forced.gates.length === 0) return "";
  const own = words.lens.gates;
  const said = (value: number | null): string => (value === null ? "–" : numbers.number(value, 4));
  const rows = forced.gates.map(({ name, open, shut }) => [name, said(open), said(shut)]);
  return table({ caption: own.forced(said(forced.loss)), head: [own.name, own.lossOpen, own.lossShut], rows });
}

function matrixFigure(matrix: BpttMatrix, speech: Speech): string {
  const own = speech.words.lens.matrix;
  if (matrix.losses !== "every") return "";
  const last = matrix.layers[matrix.layers.length - 1];
  const all = last.gradients.flat().filter((value) => value !== null);
  const high = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const low = Math.max(
    high - 8,
    all.reduce((a, b) => Math.min(a, b), high),
  );
  const rows = last.gradients.map((row) => row.map((value) => (value === null ? null : high === low ? 1 : (value - low) / (high - low))));
  const said = { title: own.title, description: own.description, across: own.state, down: own.loss };
  const [light, dark] = [low, high].map((value) => `10^${Math.round(value)}`);
  return figure({ id: "matrix", title: own.title, caption: [own.caption], height: 320 }, (size) =>
    heatSvg({ rows, light, dark }, { ...size, words: said }),
  );
}

function weightsTable({ matrices }: SpectrumResult, { words, numbers }: Speech): string {
  const own = words.lens;
  const said = (value: number | null): string => (value === null ? "–" : numbers.number(value, 3));
  const rows = matrices.map(({ weight, gate, sigma, rho }) => [weight, gate, said(sigma), said(rho)]);
  return table({ caption: own.weights, head: [own.weight, own.gates.name, own.sigma, own.rho], rows });
}

/** One page that needs no network, in the reader's language. */
export function lensPage(report: LensReport, speech: Speech): string {
  const { flow, horizon, gates, matrix, spectrum, landscape, dynamics, sentences, horizons } = report;
  const own = speech.words.lens.page;
  const { words } = speech;
  return sheet(
    {
      kind: own.kind,
      title: own.title(report.name),
      sentences,
      from: report.source,
      body: [
        section("flow", own.flow, [
          ...flow.layers.map((layer, k) => flowFigure(layer, k, flow.layers.length > 1, speech)),
          ...(matrix === null ? [] : [matrixFigure(matrix, speech)]),
        ]),
        section("memory", own.memory, [each("p", horizons), horizonFigure(horizon, speech)]),
        section("gates", own.gates, gates === null ? [] : [...gateFigures(gates, speech), forcedTable(gates, speech)]),
        section("weights", own.weights, [weightsTable(spectrum, speech)]),
        section("training", own.training, dynamicsFigures(dynamics, speech)),
        section("landscape", own.landscape, landscapeFigures(landscape, speech)),
        section("data", words.report.sections.data, [facts(report.data)]),
        section("run", words.report.sections.run, [`<pre><code>${report.run.command.replace(/[&<>]/g, "")}</code></pre>`]),
      ],
      run: report.run,
    },
    speech,
  );
}
