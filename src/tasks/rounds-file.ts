/** The checkpoint of a fit from its bytes: read only where a fit goes on, so that a page doesn't pay for it. */
import * as z from "zod/mini";
import { ModelError, show } from "../errors.ts";
import { fault } from "../formats/fault.ts";
import { decodeSafetensors } from "../formats/safetensors.ts";
import type { State } from "../network.ts";
import type { Snapshot } from "../trainer.ts";
import { parseDescription } from "./description.ts";
import { kindKey } from "./model-file.ts";
import { kindOf, runKey, type Standing } from "./rounds-standing.ts";

const where = "checkpoint";

const schema = () => {
  const count = z.int().check(z.nonnegative());
  /** JSON has no NaN: the loss of a part in which nothing counts is null. */
  const losses = z.array(
    z.pipe(
      z.nullable(z.number()),
      z.transform((loss) => loss ?? Number.NaN),
    ),
  );
  const curve = z.object({ phase: z.enum(["train", "refit"]), loss: losses, valLoss: losses });
  const result = z.object({
    reason: z.enum(["finished", "early-stopping", "aborted", "time-limit", "diverged"]),
    detail: z.optional(z.string()),
    epochs: count,
    steps: count,
    best: z.optional(z.object({ epoch: count, valLoss: z.number() })),
    seconds: z.number().check(z.nonnegative()),
  });
  const position = z.object({
    epoch: z.int().check(z.minimum(1)),
    batch: count,
    step: count,
    lossSum: z.number(),
    grown: count,
    firstLoss: z.nullable(z.number()),
    patience: z.record(z.string(), z.unknown()),
    schedule: z.unknown(),
  });

  return z.object({
    fingerprint: z.string(),
    done: z.array(z.object({ result, curve })),
    now: z.nullable(z.object({ position, run: z.record(z.string(), z.string()), curve })),
  });
};

/** Throws ModelError: `file-kind`, `file-metadata` and `file-…` for what is no checkpoint of that task, `resume-mismatch` for one of other data or options. */
export function decodeRounds(bytes: Uint8Array, task: string, fingerprint: string): Standing {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  const own = metadata.get(kindKey);
  if (own !== kindOf(task)) {
    const got = own === undefined ? "a file without memoria's metadata" : show(own);
    throw fault("file-kind", where, `a ${kindOf(task)} that memoria saved`, got, `give the checkpoint of a ${task}`);
  }
  const run = parseDescription(schema, metadata.get(runKey), `${where}: ${runKey}`);
  if (run.fingerprint !== fingerprint) throw mismatch(run.fingerprint.split(" ")[0] === fingerprint.split(" ")[0] ? "options" : "data");
  const under = (prefix: string): State =>
    Object.fromEntries(
      [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { shape, data }]) => [name.slice(prefix.length), { shape, data }]),
    );
  const done = run.done.map((ended, k) => ({ ...ended, weights: under(`done.${k}.`) }));
  if (run.now === null) return { done, now: undefined };
  const { position: place, run: identity, curve: begun } = run.now;
  const snapshot = { tensors: under("now."), position: place as unknown as Snapshot["position"], run: identity };
  return { done, now: { snapshot, curve: begun } };
}

const mismatch = (what: "options" | "data"): ModelError =>
  new ModelError({
    code: "resume-mismatch",
    where: `resume: ${what}`,
    expected: `the ${what} that the run began with`,
    got: "others",
    hint: "go on with the options and data that the run started with, or train anew",
    fields: { what },
  });
