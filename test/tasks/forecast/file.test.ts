import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Series } from "../../../src/data/series.ts";
import { airline } from "../../../src/datasets/index.ts";
import { MemoriaError, ModelError, OptionError } from "../../../src/errors.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load } from "../../../src/load.ts";
import { decodeModel } from "../../../src/tasks/forecast/file.ts";
import { seeing } from "../../../src/tasks/forecast/fitter.ts";
import { ForecastModel } from "../../../src/tasks/forecast/model.ts";
import { makeNet, weightShapes } from "../../../src/tasks/forecast/net.ts";
import { forecasterSpec } from "../../../src/tasks/forecast/options.ts";
import { planForecast } from "../../../src/tasks/forecast/plan.ts";
import { forecaster } from "../../../src/tasks/forecast.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Description = Record<string, { [key: string]: Json }>;

const history = airline.series();
const where = "ventas.safetensors";
let good: Uint8Array<ArrayBuffer>;
let tensors: Map<string, FileTensor>;
let metadata: Map<string, string>;
beforeAll(async () => {
  const { parts } = await forecaster({ horizon: 3, hidden: 3, layers: 2, cell: "rnn", epochs: 1, lookback: 5 }).fit(history);
  // Without the methods that fit something: some tests forecast a thousand times.
  const methods = parts.found.methods.filter((name) => name !== "ets" && name !== "theta");
  good = new ForecastModel({ ...parts, found: { ...parts.found, methods } }).bytes();
  ({ tensors, metadata } = decodeSafetensors(good, where));
});

/** A sound container with other weights or metadata. */
const withTensors = (change: (own: Map<string, FileTensor>) => void): Uint8Array<ArrayBuffer> => {
  const own = new Map(tensors);
  change(own);
  return encodeSafetensors(own, metadata);
};
const withMetadata = (key: string, value: string | undefined): Uint8Array<ArrayBuffer> => {
  const own = new Map(metadata);
  if (value === undefined) own.delete(key);
  else own.set(key, value);
  return encodeSafetensors(tensors, own);
};
const describing = (change: (own: Description) => void): Uint8Array<ArrayBuffer> => {
  const own = JSON.parse(metadata.get("memoria.model") as string) as Description;
  change(own);
  return withMetadata("memoria.model", JSON.stringify(own));
};

function refusal(bytes: Uint8Array): ModelError {
  try {
    decodeModel(bytes, where);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    expect(error.message.startsWith(where)).toBe(true);
    expect(error.message).not.toMatch(/Invalid input|undefined: |\[object/);
    expect(error.message.length).toBeLessThan(400);
    return error;
  }
  throw new Error("expected a refusal, got a model");
}

/** Refused with a ModelError, or a model that forecasts (numbers, whatever they are) or refuses to with a typed error. */
async function soundOrRefused(bytes: Uint8Array): Promise<ForecastModel | undefined> {
  try {
    const model = new ForecastModel(decodeModel(bytes, where));
    const { point, baselines, recommended } = await model.predict({ history });
    expect(point.length).toBe(model.spec.horizon);
    expect(recommended === model.spec.cell || recommended in baselines).toBe(true);
    return model;
  } catch (error) {
    if (!(error instanceof MemoriaError)) throw error;
    return undefined;
  }
}

describe("a forecaster's file", () => {
  it("comes back to the bit: the same bytes, the same forecasts", async () => {
    const model = await load(good, "forecast");
    expect(model.bytes()).toEqual(good);
    expect(await model.predict({ history })).toEqual(await (await load(good.slice(), "forecast")).predict({ history }));
  });

  it.each(["rnn", "gru", "lstm"] as const)("%s: the weights that it must hold are those that the net has", (cell) => {
    for (const layers of [1, 2, 3]) {
      for (const mode of ["direct", "recursive", "encoder-decoder"] as const)
        for (const head of ["point", "gaussian", "quantile"] as const)
          for (const covariates of [false, true]) {
            const spec = forecasterSpec({ cell, layers, hidden: 3, horizon: 4, mode, head });
            const price = Float64Array.from({ length: 100 }, (_, row) => row % 7);
            const rows: Series = { target: price, ...(covariates && { known: { price }, static: { shop: "a" } }) };
            const { layout } = seeing(spec, planForecast([rows], spec), ({ target }) => target.length);
            const shapes = Object.entries(makeNet(spec, layout, 1).stateDict()).map(([name, { shape }]) => [name, [...shape]]);
            expect([...weightShapes(spec, layout)].map(([name, shape]) => [name, [...shape]])).toEqual(shapes);
          }
    }
  });

  it("cut anywhere is refused", () => {
    for (let length = 0; length < good.length; length += length < 32 ? 1 : 13) refusal(good.subarray(0, length));
  });

  it("with a flipped bit is refused, or (in the checksum's own name) forecasts the same (1000 random)", async () => {
    const { point } = await (await load(good, "forecast")).predict({ history });
    const bits = fc.nat({ max: 8 * good.length - 1 });
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        const bytes = good.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        const model = await soundOrRefused(bytes);
        if (model !== undefined) expect((await model.predict({ history })).point).toEqual(point);
      }),
      { numRuns: 1000 },
    );
  });

  it("with a flipped bit and no checksum is refused, or forecasts; never another exception (2000 random)", async () => {
    const text = new TextDecoder("latin1").decode(good);
    const from = text.indexOf("memoria.crc32");
    const bare = good.slice();
    bare.set(new TextEncoder().encode("another.notes"), from);
    expect(await soundOrRefused(bare)).toBeDefined();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * good.length - 1 }), async (bit) => {
        const bytes = bare.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        await soundOrRefused(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("its kind", () => {
  it.each<[string, string | undefined, string]>([
    ["none", undefined, "got a file without memoria's metadata; give a model that forecast saved"],
    ["a checkpoint's", "checkpoint 1", 'expected a forecaster 2 that memoria saved, got "checkpoint 1"'],
    ["a newer one", "forecaster 3", 'got "forecaster 3" of memoria "0.1.0"; this is memoria 0.1.0: take a newer one'],
    ["an object's", "__proto__", 'got "__proto__"'],
  ])("%s is refused", (_, kind, text) => {
    const error = refusal(withMetadata("memoria.kind", kind));
    expect(error.code).toBe("file-kind");
    expect(error.message).toContain(text);
  });
});

describe("its weights", () => {
  const first = "0.weight_ih_l0";
  const change = (data: (own: Float32Array) => FileTensor["data"], dtype: "F32" | "F64" = "F32") =>
    withTensors((own) => {
      const tensor = own.get(first) as FileTensor;
      own.set(first, { dtype, shape: tensor.shape, data: data(Float32Array.from(tensor.data)) });
    });
  const put = (value: number) => (own: Float32Array) => own.map((old, k) => (k === 4 ? value : old));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d is refused, named with its place", (value) => {
    expect(refusal(change(put(value)))).toMatchObject({
      code: "weights-mismatch",
      message: expect.stringContaining(`${where}: weight "${first}": expected finite numbers, got ${value}`),
    });
  });

  it("a float64 that float32 can't hold is refused; one that it can is read", async () => {
    expect(refusal(change((own) => Float64Array.from(own).fill(1e300), "F64")).code).toBe("weights-mismatch");
    expect(await soundOrRefused(change((own) => Float64Array.from(own), "F64"))).toBeDefined();
  });

  it.each<[string, (own: Map<string, FileTensor>) => void, string]>([
    ["none at all", (own) => own.clear(), `weight "${first}": expected an array [3, 5], got none`],
    ["one missing", (own) => own.delete("1.bias"), 'weight "1.bias": expected an array [3], got none'],
    ["one extra", (own) => own.set("2.bias", own.get("1.bias") as FileTensor), 'weight "2.bias": expected no such weight, got one'],
    ["one called __proto__", (own) => own.set("__proto__", own.get("1.bias") as FileTensor), 'weight "__proto__": expected no such weight'],
    [
      "a layer more",
      (own) => own.set("0.weight_ih_l2", own.get("0.weight_ih_l1") as FileTensor),
      'weight "0.weight_ih_l2": expected no such',
    ],
    [
      "one transposed",
      (own) => own.set(first, { ...(own.get(first) as FileTensor), shape: [5, 3] }),
      `weight "${first}": expected [3, 5], got [5, 3]`,
    ],
    [
      "one flat",
      (own) => own.set(first, { ...(own.get(first) as FileTensor), shape: [15] }),
      `weight "${first}": expected [3, 5], got [15]`,
    ],
  ])("%s is refused", (_, edit, text) => {
    const error = refusal(withTensors(edit));
    expect(error.code).toBe("weights-mismatch");
    expect(error.message).toContain(text);
  });

  it.each([
    { hidden: 4096, layers: 8 },
    { hidden: 4096 },
    { horizon: 10_000 },
    { layers: 8 },
    { hidden: 4 },
    { cell: "lstm" },
    { cell: "gru" },
  ])("of another net than its spec's, %j, are refused before that net is made", (spec) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(describing((own) => Object.assign(own.spec, spec))).code).toMatch(/^(weights-mismatch|file-metadata)$/);
    // The largest of these nets would take more than two gigabytes.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });
});

describe("its description", () => {
  it.each<[string, string | undefined, string]>([
    ["nothing", undefined, "memoria.model: expected the model's description as JSON, got nothing"],
    ["no text", "", "expected JSON, got something else"],
    ["JSON cut short", '{"spec":', "expected JSON, got something else"],
    ["null", "null", "memoria.model: expected an object, got null"],
    ["a list", "[]", "memoria.model: expected an object, got []"],
    ["an object of nothing", "{}", "memoria.model spec: expected a record, got undefined"],
  ])("%s is refused", (_, text, message) => {
    const error = refusal(withMetadata("memoria.model", text));
    expect(error.code).toBe("file-metadata");
    expect(error.message).toContain(message);
  });

  it.each<[string, (own: Description) => void, string]>([
    [
      "an unknown cell",
      ({ spec }) => Object.assign(spec, { cell: "lstn" }),
      'invalid cell: expected one of rnn, gru, lstm, got "lstn"; did you mean lstm?',
    ],
    ["a cell that is an object's", ({ spec }) => Object.assign(spec, { cell: "constructor" }), 'got "constructor"'],
    [
      "an unknown backend",
      ({ spec }) => Object.assign(spec, { backend: "./evil.js" }),
      "invalid backend: expected one of wasm, native, reference",
    ],
    [
      "a string for hidden",
      ({ spec }) => Object.assign(spec, { hidden: "3" }),
      'invalid hidden: expected an integer from 1 to 4096, got "3"',
    ],
    ["a fractional horizon", ({ spec }) => Object.assign(spec, { horizon: 2.5 }), "invalid horizon"],
    ["1e9 layers", ({ spec }) => Object.assign(spec, { layers: 1e9 }), "invalid layers: expected an integer from 1 to 8, got 1000000000"],
    [
      "a scale that was NaN",
      ({ series }) => Object.assign((series[0] as { view: object }).view, { targetScale: null }),
      "series 0 view targetScale: expected a number, got null",
    ],
    [
      "a scale of 0",
      ({ series }) => Object.assign((series[0] as { view: object }).view, { inputScale: 0 }),
      "inputScale: expected more than 0, got 0",
    ],
    [
      "an unknown anchor",
      ({ series }) => Object.assign((series[0] as { view: object }).view, { anchor: { kind: "first", smooth: 1, trend: 0 } }),
      'anchor kind: expected one of last, season, got "first"',
    ],
    ["no series", (own) => Object.assign(own, { series: [] }), "memoria.model series: expected at least 1 entries, got []"],
    ["a season of 1e9", ({ found }) => Object.assign(found, { season: 1e9 }), "found season: expected at most 10000, got 1000000000"],
    ["a window of 0", ({ found }) => Object.assign(found, { lookback: 0 }), "found lookback: expected at least 1, got 0"],
    ["a window of 1e9", ({ found }) => Object.assign(found, { lookback: 1e9 }), "found lookback: expected at most 100000"],
    [
      "an unknown recommended method",
      (own) => Object.assign(own, { recommended: "oracle" }),
      'recommended: expected one of rnn, naive, seasonal-naive, drift, mean, got "oracle"',
    ],
    ["scores of another horizon", ({ scores }) => Object.assign(scores, { horizon: 7 }), "scores horizon: expected 3, got 7"],
    ["scores of fewer origins", ({ scores }) => Object.assign(scores, { origins: 5 }), 'scores "rnn": expected 5 scores by origin, got 6'],
    [
      "ranges of fewer steps",
      ({ series }) => (series[0] as unknown as { bands: [string, { half: number[] }[]][] }).bands[0][1][0].half.pop(),
      "series bands: expected 3 steps, got 2 half widths and 3 counts",
    ],
    [
      "a range of negative width",
      ({ series }) => Object.assign((series[0] as unknown as { bands: [string, { half: number[] }[]][] }).bands[0][1][0].half, { 1: -1 }),
      "half 1: expected at least 0, got -1",
    ],
  ])("%s is refused", (_, edit, text) => {
    const error = refusal(describing(edit));
    expect(error.code).toBe("file-metadata");
    expect(error.message).toContain(text);
  });

  it("may have fields that a later release adds, and lack options that the file's release didn't have", async () => {
    const more = describing((own) => {
      Object.assign(own, { dreams: 1 });
      Object.assign(own.spec, { dreams: 1, ["__proto__"]: null });
      Object.assign(own.found, { dreams: [] });
      delete own.spec.maxTime;
      delete own.spec.refit;
    });
    expect((await soundOrRefused(more))?.spec.refit).toBe(true);
  });

  /** Every place in a JSON value, as its keys; of a list, the first and the last, whose likes lie between. */
  const places = (value: Json, path: string[] = []): string[][] => {
    if (typeof value !== "object" || value === null) return [path];
    const entries = Object.entries(value);
    const told = Array.isArray(value) && entries.length > 2 ? [entries[0], entries[entries.length - 1]] : entries;
    return [path, ...told.flatMap(([key, inner]) => places(inner, [...path, key]))];
  };

  it("with any one value replaced by null, text, a list, an object, −1, 1.5, 1e300 or nothing: refused, or it forecasts", async () => {
    const original = JSON.parse(metadata.get("memoria.model") as string) as Json;
    let refused = 0;
    const all = places(original).filter((path) => path.length > 0);
    for (const path of all) {
      for (const other of [null, "x", [], {}, -1, 1.5, 1e300, undefined]) {
        const copy = structuredClone(original);
        const parent = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, Json>)[key], copy) as Record<string, Json>;
        if (other === undefined) delete parent[path[path.length - 1]];
        else parent[path[path.length - 1]] = other;
        const outcome = await soundOrRefused(withMetadata("memoria.model", JSON.stringify(copy)));
        if (outcome === undefined) refused++;
      }
    }
    expect(all.length).toBeGreaterThan(150);
    expect(refused).toBeGreaterThan(5 * all.length);
  });

  it("holds __proto__ anywhere without anything coming of it", async () => {
    const text = metadata.get("memoria.model") as string;
    const bytes = withMetadata("memoria.model", text.replaceAll("{", '{"__proto__":{"hidden":77,"polluted":1},'));
    await soundOrRefused(bytes);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("load", () => {
  it.each([undefined, null, 7, {}, [], new ArrayBuffer(8)])("refuses %o", async (source) => {
    await expect(load(source as never)).rejects.toThrow(OptionError);
    await expect(load(source as never)).rejects.toThrow("invalid source: expected a path, or a file's bytes as a Uint8Array");
  });

  it("reads what save wrote, and names the file in a refusal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "memoria modelo ñ 🐟 "));
    try {
      const path = join(folder, "ventas año.safetensors");
      await (await load(good)).save(path);
      expect((await load(path)).bytes()).toEqual(good);
      const csv = join(folder, "ventas.csv");
      writeFileSync(csv, "month,sales\n2024-01,3\n");
      await expect(load(csv)).rejects.toThrow(`${csv}: expected a header within the file's 22 bytes`);
      await expect(load(folder)).rejects.toThrow(`${folder}: expected a file to read, got a folder`);
      await expect(load(join(folder, "no"))).rejects.toMatchObject({ name: "ModelError", code: "file-access" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
