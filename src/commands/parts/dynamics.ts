import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { type Dynamics, dynamics } from "../../lenses/index.ts";
import { everyUnit } from "../../lenses/shared/places.ts";
import type { TaskOptions } from "../../task.ts";
import { parseDescription } from "../../tasks/description.ts";
import type { KeptFile } from "./keep.ts";
import { dynamicsFile, markerFile } from "./run-file.ts";

/** How the recurrent weights moved in a training: kept beside its model with --dynamics, and shown by inspect. */

/** Watches the trainings of a fit; what it saw is that of the last one of a net with a memory that took long enough for a sample. */
export function watched(): { readonly watch: NonNullable<TaskOptions["watch"]>; result(): Dynamics | undefined } {
  const watches: ReturnType<typeof dynamics>[] = [];
  return {
    watch(network) {
      if (everyUnit(network).length === 0) return undefined;
      const own = dynamics(network);
      watches.push(own);
      return own.see;
    },
    result: () => watches.map((own) => own.result()).findLast(({ samples }) => samples.length > 0),
  };
}

/** The file of the folder; none without samples. */
export const dynamicsFiles = (seen: Dynamics | undefined): KeptFile[] =>
  seen === undefined ? [] : [[dynamicsFile, `${JSON.stringify({ schema: 1, ...seen })}\n`]];

const schema = () => {
  const maybe = z.nullable(z.number());

  return z.object({
    schema: z.literal(1),
    kind: z.literal("dynamics"),
    every: z.int().check(z.positive()),
    clipNorm: maybe,
    samples: z.array(
      z.object({
        step: z.int().check(z.positive()),
        loss: maybe,
        learningRate: z.number(),
        before: maybe,
        after: maybe,
        clipped: z.number(),
        change: maybe,
        matrices: z.array(
          z.object({
            name: z.string(),
            layer: z.int(),
            reverse: z.boolean(),
            cell: z.string(),
            weight: z.string(),
            gate: z.string(),
            sigma: maybe,
            rho: maybe,
          }),
        ),
      }),
    ),
  });
};

/** Of the run that the model's file lies in; undefined where that kept none. Throws ModelError `file-metadata` for a damaged file. */
export function dynamicsBeside(model: string): Dynamics | undefined {
  const path = join(dirname(model), dynamicsFile);
  if (!existsSync(path)) return undefined;
  try {
    // One that an earlier run of the folder left is no longer among its files.
    const run = JSON.parse(readFileSync(join(dirname(model), markerFile), "utf8")) as { readonly files?: readonly string[] };
    if (!run.files?.includes(dynamicsFile)) return undefined;
  } catch {
    return undefined;
  }
  const { schema: _, ...seen } = parseDescription(schema, readFileSync(path, "utf8"), path);
  return seen;
}
