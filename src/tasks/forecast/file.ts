/** A forecaster in a safetensors file, and back: nothing is believed that the file doesn't prove. */
import { type ModelError, show } from "../../errors.ts";
import { fault } from "../../formats/fault.ts";
import { decodeSafetensors, encodeSafetensors } from "../../formats/safetensors.ts";
import { forecasterOptions } from "../../option.ts";
import { checkKind, checkWeights, kindKey, libraryVersion, modelKey, versionKey, within } from "../model-file.ts";
import { type Description, parseDescription } from "./file-schema.ts";
import { blankNet, weightShapes } from "./net.ts";
import { type ForecasterOptions, type ForecasterSpec, forecasterSpec } from "./options.ts";
import type { ModelParts } from "./parts.ts";
import { layoutOf } from "./predict.ts";
import { simpleNames } from "./simple.ts";

const kind = "forecaster 2";

/** Weights of net k under their own names; of several nets, behind `0/`, `1/` … */
const prefixOf = (k: number, nets: number): string => (nets === 1 ? "" : `${k}/`);

/** The model as bytes. */
export function encodeModel({ spec, found, scores, recommended, columns, series, pooled, nets }: ModelParts): Uint8Array<ArrayBuffer> {
  const arrays = nets.flatMap((net, k) =>
    Object.entries(net.stateDict()).map(
      ([name, { shape, data }]) =>
        [
          prefixOf(k, nets.length) + name,
          { dtype: data.BYTES_PER_ELEMENT === 4 ? ("F32" as const) : ("F64" as const), shape, data },
        ] as const,
    ),
  );
  // JSON has no infinity: the floor is said in words.
  const kept = series.map(({ id, rows, start, view, floor, bands }) => ({
    id,
    rows,
    start,
    view,
    nonNegative: floor === 0,
    bands: [...bands],
  }));
  const description = { spec, found, recommended, scores, columns, series: kept, pooled: [...pooled] };
  const metadata = [
    [kindKey, kind],
    [versionKey, libraryVersion],
    [modelKey, JSON.stringify(description)],
  ] as const;
  return encodeSafetensors(new Map(arrays), new Map(metadata));
}

/**
 * What a file holds, checked. Throws ModelError naming the file and the field: `file-kind` (not a forecaster, or a newer one),
 * `file-metadata`, `weights-mismatch`, and `file-…` of the container. Weights of the right shapes are there before any is made.
 */
export function decodeModel(bytes: Uint8Array, where: string): ModelParts {
  const { tensors, metadata } = decodeSafetensors(bytes, where);
  checkKind(metadata, kind, "forecast", where);
  const at = `${where}: ${modelKey}`;
  const model = parseDescription(metadata.get(modelKey), at);
  const spec = within(at, "file-metadata", () => readSpec(model.spec));
  checkSizes(model, spec, at);
  const layout = layoutOf({ spec, found: model.found, columns: model.columns });
  const members = Array.from({ length: spec.members }, (_, k) => prefixOf(k, spec.members));
  const shapes = members.flatMap((prefix) => [...weightShapes(spec, layout)].map(([name, shape]) => [prefix + name, shape] as const));
  checkWeights(tensors, new Map(shapes), where);
  const nets = members.map((prefix) =>
    within(where, "weights-mismatch", () => {
      const made = blankNet(spec, layout);
      const own = [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, values]) => [name.slice(prefix.length), values] as const);
      made.loadStateDict(new Map(own));
      return made;
    }),
  );
  const series = model.series.map(({ nonNegative, bands, ...rest }) => ({
    ...rest,
    floor: nonNegative ? 0 : Number.NEGATIVE_INFINITY,
    bands: new Map(bands),
  }));
  const { found, recommended, scores, columns, pooled } = model;
  return { spec, found, recommended, scores, columns, series, pooled: new Map(pooled), nets };
}

/** The spec under the same checks as a caller's options. An option that is newer than the file has its default. */
function readSpec(raw: Readonly<Record<string, unknown>>): ForecasterSpec {
  const known = Object.entries(raw).filter(([name]) => forecasterOptions.some((option) => option === name));
  return forecasterSpec(Object.fromEntries(known) as ForecasterOptions);
}

/** Does the description agree with itself? */
function checkSizes(
  { found, scores, recommended, series, pooled }: Description,
  { cell, head, horizon }: ForecasterSpec,
  where: string,
): void {
  const refuse = (field: string, expected: string, got: string): ModelError => fault("file-metadata", `${where} ${field}`, expected, got);
  const own = new Set(simpleNames({ method: "ets" }, found.season, 1));
  for (const name of found.methods) if (!own.has(name)) throw refuse("found methods", `some of ${[...own].join(", ")}`, show(name));
  const methods = [cell, ...found.methods];
  if (!methods.includes(recommended)) throw refuse("recommended", `one of ${methods.join(", ")}`, show(recommended));
  if (scores.origins > 0 && scores.horizon !== horizon) throw refuse("scores horizon", `${horizon}`, `${scores.horizon}`);
  for (const { name, byOrigin } of scores.methods) {
    if (byOrigin.length !== scores.origins)
      throw refuse(`scores ${show(name)}`, `${scores.origins} scores by origin`, `${byOrigin.length}`);
  }
  for (const [name, list] of [...series.map(({ bands }) => bands), pooled].flat())
    for (const { half, n } of list) {
      if (half.length !== horizon || n.length !== horizon)
        throw refuse("series bands", `${horizon} steps`, `${half.length} half widths and ${n.length} counts`);
      // Only ranges that the net itself gives can be too wide.
      const bad = name === cell && head !== "point" ? -1 : half.findIndex((width) => width !== null && width < 0);
      if (bad >= 0) throw refuse(`series bands half ${bad}`, "at least 0", `${half[bad]}`);
    }
}
