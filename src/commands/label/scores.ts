import type { Speech } from "../../message.ts";
import type { LabelModel, LabelScore, LabelScores } from "../../tasks/label.ts";
import { fittingTable, type ScoreColumns } from "../parts/score-table.ts";

/** The test in words: the table of methods, what they are, and how good the first one is. */

/** Columns of the table, the least needed last, and its rows, the best method first. */
export function scoreColumns(scores: LabelScores, { words, numbers }: Speech): ScoreColumns<LabelScore> {
  const text = words.label;
  const value = ({ events, macroF1 }: LabelScore): number => (scores.measure === "steps" ? macroF1 : (events.f1 ?? 0));
  const methods = [...scores.methods].sort((a, b) => value(b) - value(a));
  const share = (part: number | null): string => (part === null ? "–" : numbers.percent(part, 1));
  const f1 = (part: number | null): string => (part === null ? "–" : numbers.number(part, 3));
  const alarms = ({ falseAlarms }: LabelScore): string => (falseAlarms === null ? "–" : numbers.number(falseAlarms, 1));
  const events = [
    [scores.measure === "spans" ? text.spanF1 : text.eventF1, (score: LabelScore) => f1(score.events.f1)],
    [text.found, (score: LabelScore) => text.foundOf(numbers.number(score.events.matched), numbers.number(score.events.truth))],
    [text.precision, (score: LabelScore) => share(score.events.precision)],
  ] as const;
  const steps = [
    [text.accuracy, (score: LabelScore) => share(score.accuracy)],
    [text.macroF1, (score: LabelScore) => f1(score.macroF1)],
  ] as const;
  const columns: ScoreColumns<LabelScore>["columns"] = [
    ...(scores.measure === "steps" ? [steps[1], steps[0]] : [...events, steps[0], steps[1]]),
    ...(scores.measure === "events" ? [[text.alarms[scores.per], alarms] as const] : []),
  ];
  return { methods, columns };
}

/** The table on a screen. Columns that the width has no room for are left out, the least needed first. */
export const scoresTable = (scores: LabelScores, speech: Speech, width: number): string =>
  fittingTable(scoreColumns(scores, speech), speech.words.scores.method, width);

/** What the methods are. */
export function glossText(scores: LabelScores, model: LabelModel, { words, numbers }: Speech): string {
  const text = words.label;
  const { spec } = model;
  const { threshold } = model.parts.fitted;
  return scores.methods
    .map(({ name }) => {
      if (name === spec.cell) return (spec.causal ? text.netCausal : text.netBoth)(name);
      if (name === "threshold" && threshold !== undefined) {
        const { feature, above, value, label } = threshold.threshold;
        return text.threshold(label, feature, above ? "≥" : "≤", numbers.number(value, 3));
      }
      return `${name}: ${text.gloss[name]}`;
    })
    .join(" · ");
}

/** How many events the net finds and how many of its own are none, beside the best simple method; and which goes first. */
export function verdictTexts(scores: LabelScores, model: LabelModel, { words, numbers }: Speech): string[] {
  const text = words.label;
  const [net, ...others] = scores.methods;
  const value = ({ events, macroF1 }: LabelScore): number => (scores.measure === "steps" ? macroF1 : (events.f1 ?? 0));
  const rival = others.reduce<LabelScore | undefined>(
    (best, one) => (best === undefined || value(one) > value(best) ? one : best),
    undefined,
  );
  const f1 = (score: LabelScore): string => numbers.number(value(score), 2);
  const wrong = net.events.predicted - net.events.matched;
  const says = scores.measure === "spans" ? text.spansVerdict : text.verdict;
  const first =
    scores.measure === "steps"
      ? text.stepsVerdict(net.name, numbers.percent(net.accuracy, 1), f1(net))
      : says(net.name, numbers.number(net.events.matched), numbers.number(net.events.truth), f1(net), numbers.number(wrong));
  return [
    `${first}${rival === undefined || value(rival) === 0 ? "" : ` ${text.rival(rival.name, f1(rival))}`}`,
    ...(model.recommended === net.name ? [] : [text.first(model.recommended)]),
  ];
}
