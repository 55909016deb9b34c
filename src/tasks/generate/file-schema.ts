/** What a generator's file says beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";

/** Fields in the order in which they are written, so that a loaded model saves the same bytes. */
export const description = () => {
  const count = z.int().check(z.nonnegative());
  const maybe = z.nullable(z.number());
  const score = z.object({ name: z.string(), kind: z.enum(["net", "simple"]), nats: maybe, perplexity: maybe });

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    found: z.object({
      training: count,
      validation: count,
      rows: count,
      best: count,
      epochs: count,
      updates: count,
      reason: z.enum(["finished", "early-stopping", "time-limit"]),
    }),
    scores: z.object({ tokens: count, unknown: count, methods: z.array(score) }),
    tokens: z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(1_200_000)),
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>>;

/** The same for a generator of numbers. */
export const numbersDescription = () => {
  const count = z.int().check(z.nonnegative());
  const positive = z.number().check(z.positive());
  const text = z.string().check(z.minLength(1));

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    channels: z.array(text).check(z.minLength(1), z.maxLength(10_000)),
    labels: z.array(text).check(z.maxLength(10_000)),
    scales: z.nullable(
      z.array(z.object({ mean: z.number(), sd: positive, step: z.nullable(positive), low: z.number(), high: z.number() })),
    ),
    found: z.object({
      kind: z.enum(["numbers", "roll"]),
      sequences: count,
      training: count,
      validation: count,
      test: count,
      by: z.enum(["sequence", "time"]),
      length: count.check(z.positive()),
      best: count,
      epochs: count,
      updates: count,
      reason: z.enum(["finished", "early-stopping", "time-limit"]),
    }),
    scores: z.object({
      frames: count,
      methods: z.array(z.object({ name: z.string(), kind: z.enum(["net", "simple"]), nats: z.nullable(z.number()) })),
    }),
  });
};
