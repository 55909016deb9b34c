import type { GenerateModel } from "../../tasks/generate.ts";
import type { ReadText } from "./read.ts";
import { type Sampling, weightsOf } from "./show.ts";

/** A run as data, with English keys whatever the language. */

export interface GenerateRun {
  /** The text that it was trained on; none for a saved model. */
  readonly data: ReadText | undefined;
  readonly model: GenerateModel;
  readonly sampling: Sampling;
  /** What came after the prompt, and whether it came to its end. */
  readonly sample: { readonly text: string; readonly whole: boolean };
}

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null);

/** What `--json` prints and run.json keeps: schema 1. */
export function generateDocument({ data, model, sampling, sample }: GenerateRun) {
  const { spec, found, scores, vocabulary } = model;
  const { seed, prompt = "", length, temperature, topK = null, topP = null, stop = null } = sampling;
  return {
    schema: 1,
    command: "generate",
    data: data === undefined ? null : { file: data.file, sha256: data.sha256, encoding: data.encoding },
    options: { ...spec, maxTime: spec.maxTime ?? null },
    training: { ...found, weights: weightsOf(model), vocabulary: vocabulary.tokens.length },
    scores: {
      tokens: scores.tokens,
      unknown: scores.unknown,
      methods: scores.methods.map((score) => ({ ...score, nats: rounded(score.nats), perplexity: rounded(score.perplexity) })),
    },
    samples: [{ prompt, text: sample.text, whole: sample.whole, seed, length, temperature, topK, topP, stop }],
    warnings: data?.assumed ? [{ code: "encoding-assumed", encoding: data.encoding }] : [],
  };
}
