import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Engine, FitOptions } from "../../src/commands/parts/engine.ts";
import { loadAs } from "../../src/load.ts";
import { forecaster } from "../../src/tasks/forecast.ts";
import { monthly, place } from "./command-run.ts";

/** The real forecaster on small settings: stopped and resumed, loaded, trained on. */

const { at, file, run } = place();

const load: Engine["load"] = (path) => loadAs(path, "forecast");

/** The real engine, aborted at a call of `onProgress`. */
function stoppingAt(call: number): { readonly engine: Engine; readonly controller: AbortController } {
  const controller = new AbortController();
  let calls = 0;
  const watched = (options: FitOptions): FitOptions => ({
    ...options,
    onProgress: (progress) => {
      options.onProgress(progress);
      if (++calls === call) controller.abort();
    },
  });
  const make: Engine["make"] = (options) => {
    const task = forecaster(options);
    return { fit: (series, fit) => task.fit(series, watched(fit)) };
  };
  return { engine: { make, load }, controller };
}

/** The same for training on. */
function stoppingUpdateAt(call: number): { readonly engine: Engine; readonly controller: AbortController } {
  const controller = new AbortController();
  let calls = 0;
  const stopping: Engine["load"] = async (path) => {
    const model = await load(path);
    const update: typeof model.update = (series, options) =>
      model.update(series, {
        ...options,
        onProgress: (progress) => {
          options.onProgress(progress);
          if (++calls === call) controller.abort();
        },
      });
    return new Proxy(model, { get: (own, key) => (key === "update" ? update : Reflect.get(own, key, own)) });
  };
  return { engine: { make: forecaster, load: stopping }, controller };
}

const engine: Engine = { make: forecaster, load };
const swinging = (rows: number) => monthly(rows, (i) => 100 + i + 10 * (i % 4));
const small = ["--horizon", "2", "--hidden", "4", "--epochs", "3"];
const files = ["forecast.csv", "model.safetensors"];
const bytes = (folder: string) =>
  files.map(
    (name) =>
      `${name} ${createHash("sha256")
        .update(readFileSync(at(folder, name)))
        .digest("hex")}`,
  );

describe("the real forecaster behind the commands", () => {
  it.each([1, 4, 15])("resumes to the bits of the run that wasn't stopped (stopped at progress %i)", async (call) => {
    const path = file("sales.csv", swinging(48));
    const line = ["forecast", path, ...small, "--out"];
    expect((await run([...line, at("once")], { engine })).code).toBe(0);
    const stopped = await run([...line, at("kept")], stoppingAt(call));
    expect(stopped.code).toBe(130);
    expect(existsSync(at("kept", "checkpoint.safetensors"))).toBe(true);
    const resumed = await run(["forecast", path, "--out", at("kept"), "--resume"], { engine });
    expect([resumed.code, existsSync(at("kept", "checkpoint.safetensors"))]).toEqual([0, false]);
    expect(bytes("kept")).toEqual(bytes("once"));
  });

  it("tells the time left of all trainings, not of the one that runs", async () => {
    const seen: { readonly epoch: number; readonly secondsLeft: number }[] = [];
    const watching: Engine = {
      load,
      make: (options) => {
        const task = forecaster(options);
        return { fit: (series, fit) => task.fit(series, { ...fit, onProgress: (progress) => seen.push(progress) }) };
      },
    };
    await run(["forecast", file("sales.csv", swinging(48)), ...small], { engine: watching });
    const lasts = seen.filter(({ epoch }, i) => i + 1 === seen.length || seen[i + 1].epoch < epoch);
    expect(lasts.length).toBeGreaterThan(2);
    expect(lasts.slice(0, -1).filter(({ secondsLeft }) => !(secondsLeft > 0))).toEqual([]);
  });

  it("predicts from new rows with the saved model, trains it on, and scores what it said before", async () => {
    const path = file("sales.csv", swinging(48));
    await run(["forecast", path, ...small, "--out", at("kept")], { engine });
    writeFileSync(path, swinging(49));
    const model = ["--model", at("kept", "model.safetensors")];
    const plain = await run(["forecast", path, ...model, "--csv", at("a.csv")], { engine });
    expect([plain.code, plain.notes]).toEqual([0, expect.stringMatching(/from 2023-12 was off by [\d.]+/)]);
    const updated = await run(["forecast", path, ...model, "--update", "--out", at("kept")], { engine });
    expect([updated.code, updated.notes]).toEqual([0, expect.stringContaining("model.previous.safetensors")]);
    const net = (name: string) => readFileSync(at(name), "utf8").match(/^2024-02,lstm,.*$/m)?.[0];
    expect(net("a.csv")).toBeDefined();
    expect(net("kept/forecast.csv")).not.toBe(net("a.csv"));
  });

  it("stops and resumes training on, from the model in the same folder", async () => {
    const path = file("sales.csv", swinging(48));
    for (const folder of ["kept", "once"]) await run(["forecast", path, ...small, "--out", at(folder)], { engine });
    writeFileSync(path, swinging(50));
    const line = (folder: string) => ["forecast", path, "--model", at(folder), "--update", "--out", at(folder)];
    await run(line("once"), { engine });
    const { engine: stopping, controller } = stoppingUpdateAt(1);
    expect((await run(line("kept"), { engine: stopping, controller })).code).toBe(130);
    expect((await run(["forecast", path, "--out", at("kept"), "--resume"], { engine })).code).toBe(0);
    expect(bytes("kept")).toEqual(bytes("once"));
    expect(readFileSync(at("kept", "scored.csv"), "utf8")).toBe(readFileSync(at("once", "scored.csv"), "utf8"));
  });

  it("backtests with the forecasts beside what came", async () => {
    const path = file("sales.csv", swinging(48));
    const { code, out } = await run(["backtest", path, ...small, "--csv", at("past.csv")], { engine });
    expect(code).toBe(0);
    expect(out).toContain("Error by step ahead (MAE)");
    const [header, ...rows] = readFileSync(at("past.csv"), "utf8").trimEnd().split("\n");
    expect(header).toBe("mes,cutoff,method,forecast,lo80,hi80,lo95,hi95,actual");
    expect(rows.filter((row) => row.includes(",lstm,"))).toHaveLength(12);
    expect(rows.every((row) => row.split(",").at(-1) !== "")).toBe(true);
  });
});
