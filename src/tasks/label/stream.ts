/** One step after another: what a causal labeler says of a stream. */
import { ModelError } from "../../errors.ts";
import { exp } from "../../math.ts";
import { type PlainState, plainState } from "../states.ts";
import { toSteps } from "./data.ts";
import { likeliest, likeliestAfter, logSoftmaxRows } from "./decode.ts";
import { encodeSteps } from "./encode.ts";
import type { LabelParts } from "./model.ts";

/** One step: the value of each feature (NaN or "" is missing), or its word, or both. */
export interface LabelStep {
  readonly features?: Readonly<Record<string, number | string>>;
  readonly token?: string;
}

/** Where a stream stands: plain data, which JSON keeps whole. */
export interface LabelState {
  readonly net: PlainState;
  /** Place of the last class among the classes. */
  readonly before: number;
}

export interface StepLabel {
  readonly label: string;
  /** Of that class, 0 to 1. */
  readonly probability: number;
  /** Of each class, in the model's order. */
  readonly probabilities: Float64Array;
  readonly state: LabelState;
}

/** Throws ModelError `label-not-causal`, and DataError as `predict` does. */
export function stepLabel({ spec, fitted }: Pick<LabelParts, "spec" | "fitted">, x: LabelStep, state?: LabelState): StepLabel {
  if (!spec.causal) {
    throw new ModelError({
      code: "label-not-causal",
      where: "step",
      expected: "a model that sees no later steps",
      got: "one that reads both directions",
      hint: "fit it with causal",
    });
  }
  const { encoder, net, allowed } = fitted;
  const { features = {}, token } = x;
  const columns = Object.entries(features).map(
    ([name, value]) => [name, typeof value === "string" ? [value] : Float64Array.of(value)] as const,
  );
  const [steps] = toSteps({ features: new Map(columns), ...(token !== undefined && { tokens: [token] }), label: [""] });
  const { inputs, width } = encodeSteps(steps, encoder);
  const K = encoder.classes.length;
  const { output, state: next } = net.step({ shape: [1, width], data: inputs }, state?.net);
  const logs = logSoftmaxRows(output.data, 0, 1, K);
  const before = allowed === undefined ? likeliest(logs, K)[0] : likeliestAfter(logs, K, allowed, state?.before ?? K);
  const probabilities = logs.map(exp);
  return { label: encoder.classes[before], probability: probabilities[before], probabilities, state: { net: plainState(next), before } };
}
