/** A forecaster in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import * as z from "zod/mini";
import { ModelError, show } from "../../errors.ts";
import type { Evaluation } from "../../evaluation.ts";
import { decodeSafetensors, encodeSafetensors } from "../../formats/safetensors.ts";
import type { ModelParts } from "./model.ts";
import { makeNet } from "./net.ts";
import { type ForecasterOptions, forecasterSpec } from "./options.ts";

const kind = "forecaster 1";
/** Newer minor things may be added to the metadata; a newer kind is refused. */
const libraryVersion = "0.1.0";

const finite = z.number();
/** JSON has no infinity: a missing floor is null. */
const specSchema = z.object({
  horizon: z.int(),
  cell: z.string(),
  hidden: z.int(),
  layers: z.int(),
  lookback: z.union([z.int(), z.literal("auto")]),
  season: z.union([z.int(), z.literal("auto")]),
  levels: z.array(finite),
  epochs: z.int(),
  lr: finite,
  batch: z.union([z.int(), z.literal("auto")]),
  refit: z.boolean(),
  seed: z.int(),
  backend: z.string(),
  maxTime: z.optional(finite),
});
const positive = z.number().check(z.positive());
const bandSchema = z.object({ level: finite, half: z.array(z.nullable(finite)), n: z.array(z.int()), needed: z.int() });
const seriesSchema = z.object({
  id: z.optional(z.string()),
  view: z.object({
    log: z.boolean(),
    anchor: z.enum(["last", "season"]),
    season: z.int().check(z.minimum(1)),
    least: positive,
    targetScale: positive,
    inputScale: positive,
  }),
  nonNegative: z.boolean(),
  bands: z.array(z.tuple([z.string(), z.array(bandSchema)])),
});
const modelSchema = z.object({
  spec: specSchema,
  found: z.object({
    lookback: z.int().check(z.minimum(1), z.maximum(100_000)),
    season: z.int().check(z.minimum(1)),
    epochs: z.int(),
    nonNegative: z.boolean(),
    refitted: z.boolean(),
  }),
  recommended: z.string(),
  scores: z.object({
    origins: z.int(),
    horizon: z.int(),
    series: z.int(),
    methods: z.array(z.looseObject({ name: z.string() })),
    verdict: z.looseObject({}),
  }),
  series: z.array(seriesSchema).check(z.minLength(1)),
});

/** The model as bytes. */
export function encodeModel({ spec, found, scores, recommended, series, net }: ModelParts): Uint8Array<ArrayBuffer> {
  const arrays = Object.entries(net.stateDict()).map(
    ([name, { shape, data }]) =>
      [name, { dtype: data.BYTES_PER_ELEMENT === 4 ? ("F32" as const) : ("F64" as const), shape, data }] as const,
  );
  const kept = series.map(({ id, view, floor, bands }) => ({ id, view, nonNegative: floor === 0, bands: [...bands] }));
  const metadata = {
    "memoria.kind": kind,
    "memoria.version": libraryVersion,
    "memoria.model": JSON.stringify({ spec, found, recommended, scores, series: kept }),
  };
  return encodeSafetensors(new Map(arrays), new Map(Object.entries(metadata)));
}

/** What a file holds, checked. Throws ModelError naming the file and the field. */
export function decodeModel(bytes: Uint8Array, where: string): ModelParts {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  const own = metadata.get("memoria.kind");
  if (own !== kind) {
    throw new ModelError({
      code: "file-kind",
      where,
      expected: `a ${kind} that memoria saved`,
      got: own === undefined ? "a file without memoria's metadata" : show(own),
      hint: "give a model of this version of memoria",
    });
  }
  const model = parseModel(metadata.get("memoria.model") ?? "", where);
  // The same checks as for a caller's options: sizes that can't be are refused before anything is allocated.
  const spec = forecasterSpec(model.spec as ForecasterOptions);
  const size = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  if (spec.hidden * spec.hidden > 4 * size + 4096 || spec.hidden * spec.horizon > size) {
    throw new ModelError({
      code: "weights-mismatch",
      where,
      expected: `weights of a net with ${spec.hidden} hidden units and ${spec.horizon} outputs`,
      got: `${size} numbers`,
    });
  }
  const net = makeNet(spec);
  net.loadStateDict(tensors);
  const series = model.series.map(({ nonNegative, bands, ...rest }) => ({
    ...rest,
    floor: nonNegative ? 0 : Number.NEGATIVE_INFINITY,
    bands: new Map(bands),
  }));
  return { spec, found: model.found, recommended: model.recommended, scores: model.scores as unknown as Evaluation, series, net };
}

function parseModel(text: string, where: string): z.infer<typeof modelSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ModelError({ code: "file-metadata", where: `${where}: memoria.model`, expected: "JSON", got: "something else", cause });
  }
  const parsed = modelSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ModelError({
    code: "file-metadata",
    where: `${where}: memoria.model.${issue.path.join(".")}`,
    expected: issue.message,
    got: "something else",
    hint: "the file is damaged or not a model: get it again, or save it anew",
  });
}
