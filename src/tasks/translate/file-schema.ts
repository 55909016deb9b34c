/** What a translator's file says beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";

/** Fields in the order in which they are written, so that a loaded model saves the same bytes. */
export const description = () => {
  const count = z.int().check(z.nonnegative());
  const share = z.number().check(z.gte(0), z.lte(1));
  const score = z.object({ name: z.string(), kind: z.enum(["net", "simple"]), exact: share, tokens: share, n: count });
  const tokens = z.array(z.string().check(z.minLength(1))).check(z.maxLength(20_000));

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    found: z.object({
      pairs: z.object({ train: count, validation: count, test: count }),
      shared: count,
      longest: z.int().check(z.positive(), z.lte(1_000_000)),
      batch: count,
      best: count,
      epochs: count,
      updates: count,
      reason: z.enum(["finished", "early-stopping", "time-limit"]),
    }),
    scores: z.object({ sources: count, unknown: count, methods: z.array(score) }),
    source: tokens,
    target: tokens,
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>>;
