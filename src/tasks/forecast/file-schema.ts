/** What a forecaster's files say beside its weights, field by field; what doesn't fit is named. */
import * as z from "zod/mini";
import type { Evaluation } from "../../evaluation.ts";
import { parseDescription as parse } from "../description.ts";

/**
 * Fields in the order in which they are written, so that a loaded model saves the same bytes. Those that a later release adds are
 * left out; what the spec's options take, `option.ts` knows.
 */
const description = () => {
  const count = z.int().check(z.nonnegative());
  const atLeastOne = z.int().check(z.minimum(1));
  const positive = z.number().check(z.positive());
  /** JSON has no NaN: a number that isn't defined is null. */
  const maybe = z.nullable(z.number());
  const maybeName = z.nullable(z.string());
  const level = positive.check(z.lt(1));

  const share = z.number().check(z.minimum(0), z.maximum(1));

  const levelScore = z.object({ level, n: count, held: maybe, width: maybe, pinball: maybe, msis: maybe });
  const methodScore = z.object({
    name: z.string(),
    kind: z.enum(["net", "simple"]),
    mae: maybe,
    wape: maybe,
    rmse: maybe,
    smape: maybe,
    mase: maybe,
    bias: maybe,
    crps: maybe,
    ranges: z.array(levelScore),
    byOrigin: z.array(maybe),
    n: count,
    won: count,
  });
  const verdict = z.object({
    outcome: z.enum(["win", "tie", "none"]),
    winner: maybeName,
    rival: maybeName,
    lead: maybe,
    won: count,
    origins: count,
    needed: count,
    by: z.enum(["mae", "mase"]),
  });
  const view = z.object({
    log: z.boolean(),
    level: z.boolean(),
    anchor: z.object({ kind: z.enum(["last", "season"]), smooth: share, trend: share }),
    season: atLeastOne,
    least: positive,
    targetScale: positive,
    inputScale: positive,
  });
  const band = z.object({ level, half: z.array(maybe), n: z.array(count), needed: count });
  const bands = z.array(z.tuple([z.string(), z.array(band)]));
  const column = z.object({
    name: z.string(),
    role: z.enum(["known", "past", "static"]),
    text: z.boolean(),
    center: z.number(),
    scale: positive,
    gaps: z.boolean(),
    vocabulary: z.array(z.string()),
  });

  return z.object({
    spec: z.record(z.string(), z.unknown()),
    found: z.object({
      lookback: atLeastOne.check(z.maximum(100_000)),
      season: atLeastOne.check(z.maximum(10_000)),
      periods: z.array(positive).check(z.maxLength(16)),
      methods: z.array(z.string()).check(z.minLength(1)),
      epochs: count,
      updates: count,
      nonNegative: z.boolean(),
      refitted: z.boolean(),
      timeLimit: z.boolean(),
      share,
    }),
    recommended: z.string(),
    scores: z.object({ origins: count, horizon: count, series: count, methods: z.array(methodScore), verdict }),
    columns: z.array(column),
    series: z
      .array(z.object({ id: z.optional(z.string()), rows: count, start: z.number(), view, nonNegative: z.boolean(), bands }))
      .check(z.minLength(1)),
    pooled: bands,
  });
};

/** A description that has every field, of its type and in its range. */
export type Description = z.infer<ReturnType<typeof description>> & { readonly scores: Evaluation };

/** Parse it. `where` names file and metadata key in errors. Throws ModelError `file-metadata` that names the field. */
export const parseDescription = (text: string | undefined, where: string): Description => parse(description, text, where) as Description;
