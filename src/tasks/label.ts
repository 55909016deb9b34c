/**
 * A class for each time step: `labeler(options).fit(sequences)` trains a recurrent net that reads each sequence in both directions (many to many,
 * aligned), tests it beside simple methods, and gives labels and events with start and end.
 */
import type { Task, TaskOptions } from "../task.ts";
import { type LabelInput, toSteps } from "./label/data.ts";
import { fitLabeler } from "./label/fit.ts";
import { LabelModel } from "./label/model.ts";
import { type LabelerOptions, labelerSpec } from "./label/options.ts";
import { countKnown, planLabels } from "./label/plan.ts";

export type { LabelInput, LabelPart, LabelSequence } from "./label/data.ts";
export { type EventRule, eventsOf, type LabelEvent, matchEvents, overlapOf } from "./label/events.ts";
export { isIob, spansOf } from "./label/iob.ts";
export type { FoundEvent, Labelled, LabelPredictOptions } from "./label/labelled.ts";
export { LabelModel } from "./label/model.ts";
export type { LabelerOptions } from "./label/options.ts";
export type { ClassScore, EventScore, LabelScore, LabelScores } from "./label/scores.ts";
export type { LabelState, LabelStep, StepLabel } from "./label/stream.ts";

/**
 * A labeler: options in, models out. A step's class is made from its whole sequence, or with `causal` from the steps up to it; a label is never an
 * input. Steps whose label is "" don't train. Ten labelled sequences or more are split whole into training, validation (a sixth) and test (a fifth); fewer
 * are each cut by time. Throws OptionError for what can't be; `fit` rejects with DataError for steps that are too few or not numbers, ModelError
 * `label-one-class`, and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { labeler } from "memoria";
 * const label = Array.from({ length: 300 }, (_, t) => (t % 30 < 6 ? "bump" : "none"));
 * const signal = label.map((name, t) => (name === "bump" ? 2 : 0) + ((t * 7) % 11) / 11);
 * const model = await labeler({ hidden: 8, epochs: 5, lr: 0.01 }).fit({ features: { signal }, label });
 * const { events } = await model.predict();
 * console.log(events[0], model.scores.methods[0].events.f1);
 * ```
 */
export function labeler(options?: LabelerOptions): Task<LabelInput, LabelModel> {
  const spec = labelerSpec(options);
  return {
    kind: "label",
    spec,
    async fit(data: LabelInput, taskOptions: TaskOptions = {}): Promise<LabelModel> {
      const sequences = toSteps(data);
      const plan = planLabels(sequences, spec);
      const { fitted, scores, test, recommended, epochs, refitted } = await fitLabeler(spec, plan, sequences, taskOptions);
      const steps = {
        train: countKnown(sequences, plan.training),
        validation: countKnown(sequences, plan.validation),
        test: countKnown(sequences, plan.test),
      };
      const found = { lookback: plan.lookback, split: plan.by, steps, epochs, refitted };
      return new LabelModel({ spec, found, scores, recommended, fitted }, { sequences, plan, test });
    },
  };
}
