/** Trains the rounds of a fit: what the nets see, one training after another, and how far each is believed. */
import { originsIn, type Part } from "../../data/window.ts";
import type { State } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import type { TrainingResult } from "../../trainer.ts";
import { type Curve, Rounds } from "../rounds.ts";
import { findAnchor } from "./anchor.ts";
import { type ColumnSpec, Columns, fitColumns } from "./columns.ts";
import type { Fold } from "./drawn.ts";
import { headOf } from "./head.ts";
import { makeNet } from "./net.ts";
import { type ForecasterSpec, netHorizon } from "./options.ts";
import type { Plan, PlannedSeries } from "./plan.ts";
import { scaleOutput, shareOf } from "./shrink.ts";
import { type Anchor, View, type ViewSpec } from "./view.ts";
import { type Layout, type Place, thinned, windowSource } from "./window.ts";

/** Windows of the validation part that early stopping looks at, at most. */
const validationWindows = 1000;

/** A part of each series' rows. */
export type PartOf = (own: PlannedSeries) => Part;

/** Origins whose targets lie in rows from … to − 1, one of them at least observed, and whose inputs exist. */
export function placesIn(plan: Plan, horizon: number, part: PartOf): Place[] {
  return plan.series.flatMap((own, series) => {
    const found = originsIn(part(own), { lookback: plan.lookback, horizon }).map((origin) => ({ series, origin }));
    return found.filter(({ origin }) => own.target.subarray(origin, origin + horizon).some((value) => !Number.isNaN(value)));
  });
}

/** What a model has fitted already: columns, and the views of the series that it knows. */
interface Sight {
  readonly columns: readonly ColumnSpec[];
  readonly views: readonly (ViewSpec | undefined)[];
}

/** How the nets see the series: units fitted on the rows before `known`, the anchor chosen on those before `decided`. */
export function seeing(
  spec: ForecasterSpec,
  plan: Plan,
  known: (own: PlannedSeries) => number,
  decided: (own: PlannedSeries) => number = known,
  fitted?: Sight,
): Omit<Fold, "nets"> {
  const horizon = netHorizon(spec);
  const list = plan.series.map(({ series }) => series);
  const columns = fitted?.columns ?? fitColumns(plan.columns, list, (k) => known(plan.series[k]));
  const ahead = spec.mode === "encoder-decoder" || columns.some(({ role }) => role === "known");
  const layout: Layout = { lookback: plan.lookback, horizon, season: plan.season, periods: plan.periods, columns, ahead };
  const anchorOf = (own: PlannedSeries): Anchor => findAnchor(own.target, decided(own), own.choice.log, own.choice.season, spec.horizon);
  const viewOf = (own: PlannedSeries, spec: ViewSpec | undefined): View =>
    spec === undefined
      ? View.fit(own.target, known(own), { ...own.choice, anchor: anchorOf(own) }, plan.lookback, horizon)
      : new View(own.target, spec);
  const seen = plan.series.map((own, k) => ({
    view: viewOf(own, fitted?.views[k]),
    columns: new Columns(own.series, columns, known(own)),
    start: own.start,
  }));
  return { layout, seen };
}

/** Another seed for each net of an ensemble; the first has the user's. */
const seedOf = ({ seed }: ForecasterSpec, member: number): number => (seed + member * 0x9e3779b9) >>> 0;

/** What a round trains on. */
interface Round {
  readonly phase: TaskProgress["phase"];
  readonly training: PartOf;
  /** Rows that the choice of the anchor may look at: all those before what is to be forecast. Default: those that train. */
  readonly decided?: (own: PlannedSeries) => number;
  readonly validation?: PartOf;
  /** Updates to make; default: until the epochs end, or early stopping. */
  readonly updates?: (member: number) => number;
  /** Weights to begin from, by member. */
  readonly weights?: readonly State[];
  readonly sight?: Sight;
}

/** Trains rounds of one fit. */
export class Fitter {
  readonly #spec: ForecasterSpec;
  readonly #plan: Plan;
  readonly #rounds: Rounds;
  readonly #size: number;
  /** How far each net of the test is believed. */
  readonly #shares: number[] = [];

  /** `from`: the weights of a model that is trained on, by member. */
  constructor(spec: ForecasterSpec, plan: Plan, options: TaskOptions, windows: number, count: number, from: readonly State[] = []) {
    this.#spec = spec;
    this.#plan = plan;
    const data = [plan.series.map(({ series }) => series), from];
    this.#rounds = new Rounds({ ...options, task: "forecast", data, spec, count: count * spec.members });
    // An eighth of the windows, 8 to 32: a short series would otherwise see few updates before it stops.
    this.#size = spec.batch === "auto" ? Math.min(32, Math.max(8, Math.round(windows / 8))) : spec.batch;
  }

  get curves(): readonly Curve[] {
    return this.#rounds.curves;
  }
  get timeLimit(): boolean {
    return this.#rounds.cut;
  }

  async train(round: Round): Promise<Fold & { readonly results: readonly TrainingResult[] }> {
    const sight = seeing(this.#spec, this.#plan, (own) => round.training(own).to, round.decided, round.sight);
    const places = placesIn(this.#plan, sight.layout.horizon, round.training);
    const { validation } = round;
    const checks = validation === undefined ? [] : thinned(placesIn(this.#plan, sight.layout.horizon, validation), validationWindows);
    const nets = [];
    const results: TrainingResult[] = [];
    for (let member = 0; member < this.#spec.members; member++) {
      const net = makeNet(this.#spec, sight.layout, seedOf(this.#spec, member));
      const result = await this.#member(round, { ...sight, nets: [net] }, member, places, checks);
      if (this.#spec.head === "point" && round.weights === undefined) this.#believe({ ...sight, nets: [net] }, validation, checks);
      nets.push(net);
      results.push(result);
    }
    return { ...sight, nets, results };
  }

  /** Believe a net as far as its validation part says; one trained on all rows, as far as those before it on average. */
  #believe({ layout, seen, nets: [net] }: Fold, validation: PartOf | undefined, checks: readonly Place[]): void {
    if (validation !== undefined && checks.length > 0) {
      const rows = this.#plan.series.reduce((sum, own) => sum + validation(own).to - validation(own).from, 0);
      const share = shareOf(net, this.#spec, layout, seen, checks, rows / layout.horizon);
      this.#shares.push(share);
      scaleOutput(net, share);
    } else scaleOutput(net, this.share);
  }

  /** Mean share of the test's nets; 1 where there was no test. */
  get share(): number {
    return this.#shares.length === 0 ? 1 : this.#shares.reduce((sum, share) => sum + share, 0) / this.#shares.length;
  }

  #member(round: Round, { layout, seen, nets: [net] }: Fold, member: number, places: readonly Place[], checks: readonly Place[]) {
    const head = headOf(this.#spec);
    if (round.weights !== undefined) net.loadStateDict(round.weights[member]);
    return this.#rounds.train({
      phase: round.phase,
      network: net,
      loss: head.loss,
      optimizer: adam({ learningRate: this.#spec.lr }),
      batches: windowSource(layout, head, seen, places, this.#size, round.phase),
      validation: checks.length > 0 ? windowSource(layout, head, seen, checks, 256, "validation", true) : undefined,
      epochs: this.#spec.epochs,
      updates: round.updates?.(member),
      seed: net.seed,
      mayDiverge: round.phase === "refit",
    });
  }
}
