/** What a regressor's file says beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";

const size = () => z.number().check(z.nonnegative());
const feature = () =>
  z.discriminatedUnion("kind", [
    z.object({ name: z.string(), kind: z.literal("number"), missing: z.boolean(), mean: z.number(), scale: size() }),
    z.object({ name: z.string(), kind: z.literal("text"), words: z.array(z.string()).check(z.maxLength(100_000)) }),
  ]);

/** How columns are encoded, for every task that does it as here. */
export const encoderSchema = () =>
  z.object({
    features: z.array(feature()),
    target: z.object({ mean: z.number(), scale: size() }),
    pastTarget: z.boolean(),
  });

/** Fields in the order in which they are written, so that a loaded model saves the same bytes. What the spec's options take, `option.ts` knows. */
export const description = () => {
  const count = z.int().check(z.nonnegative());
  const atLeastOne = z.int().check(z.minimum(1));
  const positive = z.number().check(z.positive());
  /** JSON has no NaN: a number that isn't defined is null. */
  const maybe = z.nullable(z.number());
  const level = positive.check(z.lt(1));
  const kind = z.enum(["net", "simple"]);

  const score = z.object({
    name: z.string(),
    kind,
    memory: z.boolean(),
    mae: maybe,
    wape: maybe,
    rmse: maybe,
    r2: maybe,
    bias: maybe,
    ranges: z.array(z.object({ level, n: count, held: maybe, width: maybe })),
    byTest: z.array(maybe),
    n: count,
    won: count,
  });
  const verdict = z.object({
    outcome: z.enum(["win", "tie", "none"]),
    winner: z.nullable(z.string()),
    rival: z.nullable(z.string()),
    lead: maybe,
    won: count,
    origins: count,
    needed: count,
    by: z.enum(["mae", "mase"]),
  });
  const ridge = z.object({ rows: atLeastOne, lambda: positive });
  const band = z.object({ level, half: z.array(z.nullable(size())), n: z.array(count), needed: count });

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    found: z.object({
      lookback: atLeastOne.check(z.maximum(100_000)),
      epochs: z.object({ memory: count, row: count }),
      nonNegative: z.boolean(),
      refitted: z.boolean(),
    }),
    recommended: z.string(),
    scores: z.object({ tests: count, rows: count, methods: z.array(score), verdict, memory: verdict }),
    encoder: z.object({
      features: z.array(feature()),
      target: z.object({ mean: z.number(), scale: positive }),
      pastTarget: z.boolean(),
    }),
    ridges: z.array(ridge),
    bands: z.array(z.tuple([z.string(), z.array(band)])),
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>>;
