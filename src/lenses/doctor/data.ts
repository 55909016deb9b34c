/** What the data look like to a net, judged. */
import type { LensBatch } from "../../lens.ts";
import { sizeOf } from "../../values.ts";
import type { DataFacts, Diagnosis } from "../doctor.ts";

export const dataRules = (batch: LensBatch | undefined, facts: DataFacts | undefined): Diagnosis[] => [
  ...(batch === undefined || batch.inputs.shape.length < 3 ? [] : [...scaleRules(batch), ...(facts?.ownPast ? [] : leakRules(batch))]),
  ...(facts === undefined ? [] : factRules(facts)),
];

/** A lookback that holds no whole season; a forecast that is the last value. */
function factRules({ lookback, season, copying }: DataFacts): Diagnosis[] {
  const found: Diagnosis[] = [];
  if (lookback !== undefined && season !== undefined && season > 1 && lookback < season)
    found.push({ code: "lookback-short", level: "warning", fields: { lookback, season } });
  if (copying?.copies && copying.share !== null)
    found.push({
      code: "copying",
      level: "warning",
      fields: { percent: Math.round(1000 * copying.share) / 10, of: copying.of ?? "naive" },
    });
  return found;
}

/** Values of one feature at every step that counts, by row and step. */
function featureOf({ inputs, lengths }: LensBatch, feature: number): number[] {
  const [B, T] = inputs.shape;
  const width = sizeOf(inputs.shape.slice(2));
  const values: number[] = [];
  for (let row = 0; row < B; row++)
    for (let step = 0; step < (lengths?.[row] ?? T); step++) values.push(inputs.data[(row * T + step) * width + feature]);
  return values;
}

const moments = (values: readonly number[]): { mean: number; deviation: number } => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / values.length) };
};

/** Features that are numbers, not those of entries. */
const numbersIn = ({ inputs, codes = 0 }: LensBatch): number => sizeOf(inputs.shape.slice(2)) - codes;

/** Standardized features have mean 0 and deviation 1; ten times that, or a hundredth of it beside a mean that dwarfs it, isn't scaled. */
function scaleRules(batch: LensBatch): Diagnosis[] {
  for (let feature = 0; feature < numbersIn(batch); feature++) {
    const values = featureOf(batch, feature);
    const { mean, deviation } = moments(values);
    if (!Number.isFinite(mean) || values.length < 2) continue;
    const far = Math.abs(mean) > 10 || deviation > 10;
    const flat = deviation > 0 && deviation < 1e-3 && Math.abs(mean) < 1e-2;
    if (far || flat)
      return [{ code: "data-unscaled", level: "warning", fields: { feature, mean: short(mean), deviation: short(deviation) } }];
  }
  return [];
}

const short = (value: number): number => Number(value.toPrecision(3));

/**
 * A feature at the step itself (or at the last one) that is the target up to scale and shift: |correlation| > 0.9999 over 20 targets or more. One
 * output only; for a net that is to name its own input again this is no leak, and not asked.
 */
function leakRules(batch: LensBatch): Diagnosis[] {
  const { inputs, targets, lengths } = batch;
  if (targets === undefined) return [];
  const [B, T] = inputs.shape;
  const width = sizeOf(inputs.shape.slice(2));
  const stepwise = targets.shape[1] === T && T > 1;
  const outputs = sizeOf(targets.shape.slice(stepwise ? 2 : 1));
  if (outputs !== 1) return [];
  const wanted: number[] = [];
  const places: number[] = [];
  for (let row = 0; row < B; row++) {
    const length = lengths?.[row] ?? T;
    for (let step = stepwise ? 0 : length - 1; step < length; step++) {
      if (step < 0) continue;
      wanted.push(targets.data[stepwise ? row * T + step : row]);
      places.push(row * T + step);
    }
  }
  const target = moments(wanted);
  if (wanted.length < 20 || !(target.deviation > 0)) return [];
  for (let feature = 0; feature < numbersIn(batch); feature++) {
    const own = places.map((place) => inputs.data[place * width + feature]);
    const { mean, deviation } = moments(own);
    if (!(deviation > 0)) continue;
    const together = own.reduce((sum, x, k) => sum + (x - mean) * (wanted[k] - target.mean), 0) / own.length;
    const correlation = together / (deviation * target.deviation);
    if (Math.abs(correlation) > 0.9999) return [{ code: "leak", level: "fault", fields: { feature, n: wanted.length } }];
  }
  return [];
}
