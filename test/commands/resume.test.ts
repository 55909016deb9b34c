import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { monthly, place, stopAt, unwrapped } from "./command-run.ts";

const { at, file, run } = place();

describe("a training that is stopped and goes on", () => {
  it("leaves a whole checkpoint, says how to go on, and goes on from there with the options that it began with", async () => {
    const path = file("sales.csv", monthly(48));
    const stopped = await run(["forecast", path, "--horizon", "4", "--hidden", "8", "--out", at("kept")], stopAt(3));
    expect([stopped.code, stopped.out, stopped.seen.epochs]).toEqual([130, "", [1, 2]]);
    const line = `memoria forecast "${path}" --horizon 4 --hidden 8 --out "${at("kept")}" --resume`;
    expect(stopped.notes).toContain(`Stopped, with a checkpoint. To go on, to the same numbers:\n  ${line}\n`);
    expect(readdirSync(at("kept")).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
    const began = JSON.parse(readFileSync(at("kept", "run.json"), "utf8"));
    expect(began).toMatchObject({ memoria: "0.0.0-test", complete: false, given: { horizon: 4, hidden: 8 }, command: "forecast" });

    const resumed = await run(["forecast", path, "--out", at("kept"), "--resume"]);
    expect([resumed.code, resumed.seen.epochs]).toEqual([0, [3]]);
    expect(resumed.seen.options).toMatchObject({ horizon: 4, hidden: 8 });
    expect(unwrapped(resumed.notes)).toContain(unwrapped(`Going on from the checkpoint in ${at("kept")}.`));
    expect(readdirSync(at("kept")).sort()).toEqual(["forecast.csv", "model.safetensors", "report.html", "run.json"]);
    expect(JSON.parse(readFileSync(at("kept", "run.json"), "utf8"))).toMatchObject({ complete: true, given: { horizon: 4, hidden: 8 } });

    const once = at("once");
    await run(["forecast", path, "--horizon", "4", "--hidden", "8", "--out", once]);
    for (const name of ["forecast.csv", "model.safetensors"])
      expect(readFileSync(at("kept", name), "utf8")).toBe(readFileSync(at("once", name), "utf8"));
  });

  it("can be stopped again while it goes on", async () => {
    const path = file("sales.csv", monthly(48));
    await run(["forecast", path, "--horizon", "4", "--out", at("kept")], stopAt(2));
    const again = await run(["forecast", path, "--out", at("kept"), "--resume"], { ...stopAt(3), epochs: 5 });
    expect([again.code, again.seen.epochs]).toEqual([130, [2]]);
    expect((await run(["forecast", path, "--out", at("kept"), "--resume"], { epochs: 5 })).seen.epochs).toEqual([3, 4, 5]);
  });

  it("says why where the checkpoint can't be written, and doesn't lose a training that ends for that", async () => {
    const path = file("sales.csv", monthly(48));
    const controller = new AbortController();
    // Something else takes the checkpoint's name while it trains.
    const block = (epoch: number) => {
      if (epoch === 1) mkdirSync(at("kept", "checkpoint.safetensors", "x"), { recursive: true });
    };
    const stopped = await run(["forecast", path, "--horizon", "4", "--out", at("kept")], {
      controller,
      duringFit: (epoch) => {
        block(epoch);
        if (epoch === 3) controller.abort();
      },
    });
    expect([stopped.code, unwrapped(stopped.notes)]).toEqual([
      130,
      expect.stringContaining("Stopped, but its checkpoint could not be written: "),
    ]);
    rmSync(at("kept"), { recursive: true });
    const ended = await run(["forecast", path, "--horizon", "4", "--csv", at("a.csv"), "--out", at("kept")], { duringFit: block });
    expect(ended.out).toContain("Past test");
  });

  it("keeps nothing without --out, and says so", async () => {
    const path = file("sales.csv", monthly(48));
    const { code, notes } = await run(["forecast", path], stopAt(2));
    expect(code).toBe(130);
    expect(unwrapped(notes)).toContain("Stopped. Nothing was kept: with --out DIR a training can be stopped and go on later.");
    expect(readdirSync(at())).toEqual(["sales.csv"]);
  });

  it("leaves an earlier run's files alone until it is done", async () => {
    const path = file("sales.csv", monthly(48));
    await run(["forecast", path, "--horizon", "4", "--out", at("kept")]);
    const before = readFileSync(at("kept", "forecast.csv"), "utf8");
    await run(["forecast", path, "--horizon", "3", "--out", at("kept")], stopAt(2));
    expect(readFileSync(at("kept", "forecast.csv"), "utf8")).toBe(before);
    expect(readdirSync(at("kept"))).toContain("checkpoint.safetensors");
    expect((await run(["forecast", path, "--out", at("kept"), "--resume"])).seen.options).toMatchObject({ horizon: 3 });
  });

  it("works for a backtest too", async () => {
    const path = file("sales.csv", monthly(48));
    await run(["backtest", path, "--horizon", "4", "--out", at("kept")], stopAt(2));
    const resumed = await run(["backtest", path, "--out", at("kept"), "--resume"]);
    expect([resumed.code, resumed.seen.epochs]).toEqual([0, [2, 3]]);
    expect(readdirSync(at("kept")).sort()).toEqual(["backtest.csv", "report.html", "run.json"]);
  });
});

describe("what doesn't go on", () => {
  const stopped = async () => {
    const path = file("sales.csv", monthly(48));
    await run(["forecast", path, "--horizon", "4", "--out", at("kept")], stopAt(2));
    return path;
  };

  it.each([
    [["--epochs", "9"], "--epochs: expected 100, with which the training in FOLDER began, got 9; resume with the same data"],
    [["--horizon", "5"], "--horizon: expected 4, with which the training in FOLDER began, got 5"],
    [["--target", "ventas"], "--target: expected nothing, with which the training in FOLDER began, got ventas"],
    [["--levels", "0.5"], "--levels: expected 0.8,0.95, with which the training in FOLDER began, got 0.5"],
  ])("refuses other options: %j", async (flags, message) => {
    const path = await stopped();
    const { code, notes, seen } = await run(["forecast", path, "--out", at("kept"), "--resume", ...flags]);
    expect(code).toBe(1);
    expect(notes).toContain(message.replace("FOLDER", at("kept")));
    expect(seen.options).toBeUndefined();
    expect(existsSync(at("kept", "checkpoint.safetensors"))).toBe(true);
  });

  it("takes the same options said again", async () => {
    const path = await stopped();
    expect((await run(["forecast", path, "--horizon", "4", "--hidden", "32", "--out", at("kept"), "--resume"])).code).toBe(0);
  });

  it("refuses other data", async () => {
    const path = await stopped();
    writeFileSync(path, monthly(49));
    const { code, notes } = await run(["forecast", path, "--out", at("kept"), "--resume"]);
    expect(code).toBe(1);
    expect(notes).toMatch(/sales\.csv: expected SHA-256 [0-9a-f]{12}…, with which the training in .* began, got [0-9a-f]{12}…/);
  });

  it("refuses where there is no checkpoint, and says why", async () => {
    const path = file("sales.csv", monthly(48));
    const flags = ["forecast", path, "--out", at("kept"), "--resume"];
    expect((await run(flags)).notes).toContain("expected checkpoint.safetensors of a training that was stopped, got none");
    await run(["forecast", path, "--horizon", "4", "--out", at("kept")]);
    expect((await run(flags)).notes).toContain("got a training that ran to its end; train without --resume");
    writeFileSync(at("kept", "checkpoint.safetensors"), "left over");
    expect((await run(flags)).notes).toContain("got a training that ran to its end; train without --resume");
    expect((await run([...flags, "--lang", "es"])).notes).toContain(
      "se esperaba checkpoint.safetensors, de un entrenamiento que se paró, hay uno que llegó a su final; entrene sin --resume",
    );
  });

  it.each([
    [["--resume"], "--resume: expected --out DIR beside it, got nothing"],
    [["--update"], "--update: expected --model FILE beside it, got nothing"],
    [["--model", "m", "--update"], "--update: expected --out DIR or --save FILE beside it, got nothing"],
    [
      ["--model", "m", "--resume", "--out", "o"],
      "--resume with --model: expected one of the two, got both; without --update nothing is trained",
    ],
    [["--model", "m", "--hidden", "8"], "--hidden with --model: expected one of the two, got both; a saved model has its own"],
    [["--model", "m", "--seed", "2", "--lang", "es"], "--seed con --model: se esperaba una de las dos, hay las dos; un modelo guardado"],
    [["--update", "--lang", "es"], "--update: se esperaba que vaya con --model ARCHIVO, no hay nada"],
  ])("refuses options that don't go together: %j", async (flags, message) => {
    const path = file("sales.csv", monthly(48));
    const { code, notes } = await run(["forecast", path, ...flags]);
    expect([code, notes]).toEqual([2, expect.stringContaining(message)]);
    expect(readdirSync(at())).toEqual(["sales.csv"]);
  });
});
