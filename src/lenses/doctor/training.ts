/** The course of a training, judged. */
import type { Course, Diagnosis } from "../doctor.ts";
import { quantile } from "../shared/statistics.ts";

export function trainingRules(course: Course): Diagnosis[] {
  const rate = rateRules(course);
  return [...rate, ...clipRules(course), ...(rate.length > 0 ? [] : overfitting(course))];
}

/** Too high: it diverged, or ends at twice its best. Too low: it only creeps. Still learning: it was stopped while it fell. */
function rateRules({ epochs, reason }: Course): Diagnosis[] {
  if (reason === "diverged") return [{ code: "learning-rate-high", level: "fault", fields: { epochs: epochs.length, times: 0 } }];
  const losses = epochs.map(({ loss }) => loss).filter(Number.isFinite);
  if (losses.length < 5 || losses.some((loss) => loss < 0)) return [];
  const best = Math.min(...losses);
  const last = losses[losses.length - 1];
  if (best > 0 && last > 2 * best && last > losses[0])
    return [
      { code: "learning-rate-high", level: "warning", fields: { epochs: losses.length, times: Number((last / best).toPrecision(3)) } },
    ];
  const falls = losses.slice(1).filter((loss, k) => loss < losses[k]).length;
  const gain = 1 - last / losses[0];
  // Every epoch a little better, and all of them together under 2 %.
  if (falls === losses.length - 1 && gain < 0.02)
    return [
      { code: "learning-rate-low", level: "warning", fields: { epochs: losses.length, percent: Number((100 * gain).toPrecision(2)) } },
    ];
  const tenth = Math.max(2, Math.round(losses.length / 10));
  const before = epochs[epochs.length - 1 - tenth];
  const end = epochs[epochs.length - 1];
  const measure = (epoch: Course["epochs"][number] | undefined): number => epoch?.valLoss ?? epoch?.loss ?? Number.NaN;
  const late = 1 - measure(end) / measure(before);
  if (reason === "finished" && late > 0.05 && Math.min(...epochs.map(measure)) === measure(end))
    return [{ code: "still-learning", level: "note", fields: { epochs: losses.length, percent: Math.round(100 * late), last: tenth } }];
  return [];
}

/** Nine of ten updates clipped to a tenth or less: the direction is learnt, the size isn't. */
function clipRules({ gradNorms, clipNorm = 1 }: Course): Diagnosis[] {
  if (gradNorms === undefined || gradNorms.length < 20 || !Number.isFinite(clipNorm)) return [];
  const ratios = Float64Array.from(gradNorms, (norm) => norm / clipNorm).sort();
  if (quantile(ratios, 0.1) <= 10) return [];
  return [{ code: "always-clipped", level: "warning", fields: { times: Math.round(quantile(ratios, 0.5)) } }];
}

/** The training loss went on down while the validation loss turned up; and the weights kept are not the best ones, or the gap is threefold there. */
function overfitting({ epochs, best }: Course): Diagnosis[] {
  const validated = epochs.flatMap(({ loss, valLoss }) => (valLoss === undefined ? [] : [{ loss, valLoss }]));
  if (validated.length < 5 || validated.some(({ loss, valLoss }) => loss <= 0 || valLoss <= 0)) return [];
  const least = validated.reduce((a, b) => (b.valLoss < a.valLoss ? b : a));
  const end = validated[validated.length - 1];
  const fields = { epoch: validated.indexOf(least) + 1, times: Number((end.valLoss / least.valLoss).toPrecision(3)) };
  const turned = end.valLoss > 1.2 * least.valLoss && end.loss < 0.9 * least.loss;
  if (!turned) return [];
  return best === false
    ? [{ code: "overfitting", level: "warning", fields }]
    : end.loss < 0.2 * end.valLoss
      ? [{ code: "overfitting", level: "note", fields }]
      : [];
}
