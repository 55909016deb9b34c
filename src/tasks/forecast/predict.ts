/** The net's forecast of one series' next steps. */
import { lastObserved, type Series, seriesName } from "../../data/series.ts";
import { DataError } from "../../errors.ts";
import type { Inside } from "../../task.ts";
import type { Values } from "../../values.ts";
import { statesOf } from "../states.ts";
import { findAnchor } from "./anchor.ts";
import { Columns } from "./columns.ts";
import { type Drawn, type Fold, forecastsAt } from "./drawn.ts";
import { headOf } from "./head.ts";
import { type ForecasterSpec, netHorizon } from "./options.ts";
import type { ModelParts, SeriesState } from "./parts.ts";
import { calendarOf, floorOf } from "./plan.ts";
import { wantsLog } from "./spread.ts";
import { View, type ViewSpec } from "./view.ts";
import { batchOf, type Layout } from "./window.ts";

export interface Predicted {
  /** Rows up to the last observed one. */
  readonly target: Float64Array;
  readonly floor: number;
  /** None for a series with too few rows. */
  readonly drawn?: Drawn;
  readonly unseen: boolean;
}

/** How a model's net cuts windows. */
export const layoutOf = ({ spec, found, columns }: Pick<ModelParts, "spec" | "found" | "columns">): Layout => ({
  lookback: found.lookback,
  horizon: netHorizon(spec),
  season: found.season,
  periods: found.periods,
  columns,
  ahead: spec.mode === "encoder-decoder" || columns.some(({ role }) => role === "known"),
});

/** A series' end as the nets see it; none where its rows are too few. */
interface Sighted extends Omit<Predicted, "drawn"> {
  readonly fold?: Fold;
}

/** Throws DataError `future-missing` where a column known ahead ends too early. */
function sighted(parts: ModelParts, series: Series, state: SeriesState | undefined): Sighted {
  const { spec, found, columns, nets } = parts;
  const target = Float64Array.from({ length: lastObserved(series.target) + 1 }, (_, row) => series.target[row]);
  const end = target.length;
  const floor = state?.floor ?? floorOf(target, end);
  const unseen = state === undefined;
  const layout = layoutOf(parts);
  // A series that the model knows needs its window, one that it doesn't a first horizon too.
  if (end < found.lookback + (unseen ? layout.horizon : 0)) return { target, floor, unseen };
  checkAhead(series, end, spec);
  const view = unseen ? newView(parts, target) : new View(target, state.view);
  const seen = { view, columns: new Columns(series, columns, end), start: calendarOf(series)?.start ?? state?.start ?? 0 };
  return { target, floor, unseen, fold: { nets, layout, seen: [seen] } };
}

/** Forecast from the end of a series. Throws DataError `future-missing` where a column known ahead ends too early. */
export function predictOne(parts: ModelParts, series: Series, state: SeriesState | undefined): Predicted {
  const { fold, ...own } = sighted(parts, series, state);
  if (fold === undefined) return own;
  const [drawn] = forecastsAt(fold, parts.spec, [{ series: 0, origin: own.target.length }], () => own.floor);
  return { ...own, drawn };
}

/** Each net's hidden states after each step of the window that the forecast is made from; none where the rows are too few. Throws as `predictOne` does. */
export function encodeOne(parts: ModelParts, series: Series, state: SeriesState | undefined): Values[] {
  const { fold, target } = sighted(parts, series, state);
  if (fold === undefined) return [];
  const { inputs } = batchOf(fold.layout, headOf(parts.spec), fold.seen, [{ series: 0, origin: target.length }]);
  return fold.nets.map((net) => statesOf(net, inputs)).map(({ shape, data }) => ({ shape: shape.slice(1), data }));
}

/** Windows at most that a look inside takes, newest first. */
const windows = 64;

/**
 * The first net with the newest windows of a series whose targets are known, all of them observed; none where the rows are too few. Throws as
 * `predictOne` does.
 */
export function insideOne(parts: ModelParts, series: Series, state: SeriesState | undefined): Inside | undefined {
  const { fold, target } = sighted(parts, series, state);
  if (fold === undefined) return undefined;
  const { layout, nets, seen } = fold;
  const head = headOf(parts.spec);
  const newest = target.length - layout.horizon;
  const places = Array.from({ length: windows }, (_, k) => ({ series: 0, origin: newest - k })).filter(
    ({ origin }) => origin >= layout.lookback,
  );
  const whole = places.filter((place) => Array.from(batchOf(layout, head, seen, [place]).mask?.data ?? []).every((one) => one === 1));
  if (whole.length === 0) return undefined;
  const { inputs, targets } = batchOf(layout, head, seen, whole);
  return { network: nets[0], batch: { inputs, targets }, loss: head.loss };
}

/** A series that the model hasn't seen: anchored and scaled as most are, in units of its own. */
function newView({ spec, found, series }: ModelParts, target: Float64Array): View {
  const { season, lookback } = found;
  const count = (test: (view: ViewSpec) => boolean): boolean => 2 * series.filter(({ view }) => test(view)).length > series.length;
  const log = spec.scaling === "auto" ? wantsLog(target, target.length, season) : count((view) => view.log);
  const level = count((view) => view.level) && !log;
  const choice = { log, level, anchor: findAnchor(target, target.length, log, season, netHorizon(spec)), season };
  return View.fit(target, target.length, choice, lookback, netHorizon(spec));
}

function checkAhead(series: Series, rows: number, { horizon }: ForecasterSpec): void {
  for (const [name, cells] of Object.entries(series.known ?? {})) {
    if (cells.length >= rows + horizon) continue;
    const expected = rows + horizon;
    throw new DataError({
      code: "future-missing",
      where: `${seriesName(series)}, known ${name}`,
      expected: `${expected} rows: ${rows} of the past and ${horizon} ahead`,
      got: `${cells.length}`,
      hint: "give the future values of what is known ahead, or shorten the horizon",
      fields: { column: name, expected, got: cells.length, horizon },
    });
  }
}
