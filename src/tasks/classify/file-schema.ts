/** What a classifier's file says beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";
import { encoderSchema } from "../regress/file-schema.ts";

/** Fields in the order in which they are written, so that a loaded model saves the same bytes. What the spec's options take, `option.ts` knows. */
export const description = () => {
  const count = z.int().check(z.nonnegative());
  const atLeastOne = z.int().check(z.minimum(1));
  const share = z.number().check(z.nonnegative(), z.lte(1));
  const size = z.number().check(z.nonnegative());

  const method = z.object({
    name: z.string(),
    kind: z.enum(["net", "simple"]),
    accuracy: share,
    macroF1: share,
    logLoss: z.nullable(size),
  });
  const classScore = z.object({
    label: z.string(),
    n: count,
    precision: z.nullable(share),
    recall: z.nullable(share),
    f1: z.nullable(share),
  });
  const temperature = z.number().check(z.minimum(0.01), z.maximum(100));
  const input = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("numbers"), encoder: encoderSchema(), ownScale: z.boolean(), rows: atLeastOne.check(z.maximum(1_000_000)) }),
    z.object({ kind: z.literal("text"), words: z.array(z.string()).check(z.maxLength(100_000)) }),
  ]);

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    classes: z.array(z.string()).check(z.minLength(2), z.maxLength(100_000)),
    nets: atLeastOne.check(z.maximum(100)),
    temperature,
    input,
    found: z.object({ sequences: atLeastOne, recordings: atLeastOne, epochs: z.array(count), refitted: z.boolean() }),
    scores: z.object({
      n: atLeastOne,
      recordings: atLeastOne,
      methods: z.array(method),
      classes: z.array(classScore),
      confusion: z.array(z.array(count)),
      verdict: z.object({ outcome: z.enum(["win", "tie", "loss"]), rival: z.string(), onlyNet: count, onlyRival: count }),
      calibration: z.object({ temperature, before: z.nullable(size), after: z.nullable(size), n: count }),
    }),
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>>;
