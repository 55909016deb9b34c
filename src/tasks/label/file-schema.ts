/** What a labeler's file says beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";

/** Fields in the order in which they are written, so that a loaded model saves the same bytes. What the spec's options take, `option.ts` knows. */
export const description = () => {
  const count = z.int().check(z.nonnegative());
  const atLeastOne = z.int().check(z.minimum(1));
  const size = z.number().check(z.nonnegative());
  const share = z.number().check(z.nonnegative(), z.maximum(1));
  const maybe = z.nullable(z.number());
  const kind = z.enum(["net", "simple"]);
  const names = z.array(z.string()).check(z.maxLength(1_000_000));

  const classScore = z.object({ label: z.string(), precision: share, recall: share, f1: share, support: count });
  const score = z.object({
    name: z.string(),
    kind,
    accuracy: share,
    macroF1: share,
    classes: z.array(classScore),
    events: z.object({
      truth: count,
      predicted: count,
      matched: count,
      precision: maybe,
      recall: maybe,
      f1: maybe,
      classes: z.array(classScore),
    }),
    falseAlarms: maybe,
  });
  const reading = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("iob") }),
    z.object({ kind: z.literal("runs"), background: z.optional(z.string()), minLength: atLeastOne, mergeGap: count }),
  ]);
  const feature = z.discriminatedUnion("kind", [
    z.object({ name: z.string(), kind: z.literal("number"), missing: z.boolean(), mean: z.number(), scale: size }),
    z.object({ name: z.string(), kind: z.literal("text"), words: z.array(z.string()).check(z.maxLength(100_000)) }),
  ]);
  const threshold = z.object({
    threshold: z.object({ feature: z.string(), above: z.boolean(), value: z.number(), label: z.string(), other: z.string() }),
    reading,
  });

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    found: z.object({
      lookback: atLeastOne.check(z.maximum(100_000)),
      split: z.enum(["given", "sequence", "time"]),
      steps: z.object({ train: count, validation: count, test: count }),
      epochs: count,
      refitted: z.boolean(),
    }),
    recommended: z.string(),
    scores: z.object({
      measure: z.enum(["spans", "events", "steps"]),
      steps: count,
      sequences: count,
      per: z.enum(["day", "1000 steps"]),
      methods: z.array(score),
    }),
    encoder: z.object({
      features: z.array(feature),
      views: z.array(names),
      classes: z.array(z.string()).check(z.minLength(2), z.maxLength(100_000)),
    }),
    reading,
    /** A row of 0 and 1 for each class that may come before, and one for the start. */
    allowed: z.nullable(z.array(z.string().check(z.regex(/^[01]*$/)))),
    majority: z.string(),
    threshold: z.nullable(threshold),
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>>;
