/** Everything that was fitted on one part of the steps, and the labels that it gives. */

import { exp } from "../../math.ts";
import type { Network } from "../../network.ts";
import type { Steps } from "./data.ts";
import { greedy, likeliest, viterbi } from "./decode.ts";
import { type EncoderSpec, encodeSteps } from "./encode.ts";
import type { LabelerSpec } from "./options.ts";
import type { Span } from "./plan.ts";
import type { Reading } from "./rule.ts";
import type { FittedThreshold } from "./simple.ts";
import { logsOf } from "./windows.ts";

/** All that labels are made from; a model holds one. */
export interface Fitted {
  readonly encoder: EncoderSpec;
  readonly net: Network;
  readonly lookback: number;
  readonly reading: Reading;
  /** For tags of words: which may follow which; see `allowedAfter`. */
  readonly allowed: Uint8Array | undefined;
  /** The commonest class of training. */
  readonly majority: string;
  readonly threshold?: FittedThreshold;
}

/** Labels of one span. */
export interface Labels {
  readonly labels: readonly string[];
  /** Of each label, 0 to 1. */
  readonly probability: Float64Array;
  /** [T, K]: the probability of each class, in the encoder's order. */
  readonly probabilities: Float64Array;
}

/** The net's labels of each sequence's span. */
export function netLabels(fitted: Fitted, { causal = false }: LabelerSpec, sequences: readonly Steps[], spans: readonly Span[]): Labels[] {
  const { encoder, net, lookback, allowed } = fitted;
  const K = encoder.classes.length;
  const encoded = sequences.map((steps) => encodeSteps(steps, encoder));
  const logs = logsOf(net, encoded, spans, K, { lookback, causal });
  return spans.map(({ from, to }, k) => {
    const own = logs[k].subarray(from * K, to * K);
    const places = allowed === undefined ? likeliest(own, K) : (causal ? greedy : viterbi)(own, K, allowed);
    const probabilities = own.map(exp);
    return {
      labels: Array.from(places, (place) => encoder.classes[place]),
      probability: Float64Array.from(places, (place, t) => probabilities[t * K + place]),
      probabilities,
    };
  });
}
