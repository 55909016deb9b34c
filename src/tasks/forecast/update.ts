/** A model trained on with newer rows. */
import type { Series } from "../../data/series.ts";
import type { TaskOptions } from "../../task.ts";
import type { Curve } from "../rounds.ts";
import { lessWork, share } from "../updating.ts";
import { Fitter, placesIn } from "./fitter.ts";
import { netHorizon } from "./options.ts";
import type { ModelParts, SeriesState } from "./parts.ts";
import { floorOf, planForecast } from "./plan.ts";

/** Train on with all rows of `list`: same decisions, columns and scales of covariates; units of known series stay, so that the weights keep their meaning. */
export async function updated(
  parts: ModelParts,
  list: readonly Series[],
  options: TaskOptions,
): Promise<{ readonly parts: ModelParts; readonly curves: readonly Curve[] }> {
  const { found, nets } = parts;
  const spec = { ...parts.spec, lr: parts.spec.lr * share.lr };
  const plan = planForecast(list, spec, found);
  const states = plan.series.map((own) =>
    parts.series.length === 1 ? parts.series[0] : parts.series.find(({ id }) => id !== undefined && id === own.series.id),
  );
  const kept = {
    ...plan,
    series: plan.series.map((own, k) =>
      states[k] === undefined
        ? own
        : { ...own, choice: states[k].view, start: own.series.time === undefined ? states[k].start : own.start },
    ),
  };
  const whole = (own: { target: Float64Array }) => ({ from: 0, to: own.target.length });
  const windows = placesIn(kept, netHorizon(spec), whole).length;
  const weights = nets.map((net) => net.stateDict());
  const fitter = new Fitter(spec, kept, options, windows, 1, weights);
  const updates = lessWork(found.updates);
  const fold = await fitter.train({
    phase: "refit",
    training: whole,
    updates: () => updates,
    weights,
    sight: { columns: parts.columns, views: states.map((state) => state?.view) },
  });
  const series = kept.series.map(
    (own, k): SeriesState => ({
      id: own.series.id,
      rows: own.target.length,
      start: own.start,
      view: fold.seen[k].view.spec,
      floor: floorOf(own.target, own.target.length),
      bands: states[k]?.bands ?? parts.pooled,
    }),
  );
  const gone = parts.series.filter(({ id }) => parts.series.length > 1 && !series.some((own) => own.id === id));
  return {
    parts: {
      ...parts,
      found: { ...found, nonNegative: series.every(({ floor }) => floor === 0), refitted: true },
      series: [...series, ...gone],
      nets: fold.nets,
    },
    curves: fitter.curves,
  };
}
