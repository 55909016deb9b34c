/** The choice of the anchor: of a few simple forecasts, the one with the least error over the rows that no test uses. */
import { type Anchor, View } from "./view.ts";

const smoothings = [1, 0.5, 0.2, 0.05, 0];
const seasonSmoothings = [1, 0.6, 0.3, 0];
const trends = [0, 0.5, 1];

/** All that are tried, the plain ones first. */
function candidates(season: number): Anchor[] {
  const of = (kind: Anchor["kind"], smooths: readonly number[]): Anchor[] =>
    smooths.flatMap((smooth) => trends.map((trend) => ({ kind, smooth, trend })));
  return [...(season > 1 ? of("season", seasonSmoothings) : []), ...of("last", smoothings)];
}

/** Origins that a choice looks at, at most, and what another anchor than the plain ones must win by. */
const mostOrigins = 500;
const margin = 0.99;

/**
 * The anchor with the least mean |y − forecast| from origins in rows before `known`, one season (and at least 4 rows) after the start. One that smooths or
 * adds a trend must win by 1 %.
 */
export function findAnchor(y: Float64Array, known: number, log: boolean, season: number, horizon: number): Anchor {
  const rows = y.subarray(0, known);
  const first = Math.max(4, 2 * season);
  const all = Array.from({ length: Math.max(0, known - horizon - first + 1) }, (_, k) => first + k);
  const origins = all.slice(-mostOrigins);
  let best: Anchor | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const anchor of candidates(season)) {
    const plain = anchor.smooth === 1 && anchor.trend === 0;
    const error = errorOf(rows, { log, season, anchor }, origins, horizon);
    if (best !== undefined && !(error < (plain ? 1 : margin) * least)) continue;
    best = anchor;
    least = error;
  }
  return best as Anchor;
}

function errorOf(
  rows: Float64Array,
  choice: { log: boolean; season: number; anchor: Anchor },
  origins: readonly number[],
  horizon: number,
): number {
  const least = 0.5 * rows.reduce((low, value) => (value > 0 && value < low ? value : low), Number.MAX_VALUE);
  const view = new View(rows, { ...choice, level: false, least, targetScale: 1, inputScale: 1 });
  let total = 0;
  for (const origin of origins)
    for (let j = 0; j < horizon; j++) {
      const miss = Math.abs(rows[origin + j] - view.value(view.anchor(origin, j)));
      if (!Number.isNaN(miss)) total += miss;
    }
  return total;
}
