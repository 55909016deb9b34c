import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { place, unwrapped } from "./command-run.ts";

const { at, file, run } = place();

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10).split("-").reverse().join("/");
const lines = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n");

/** Two stores as a shop exports them: `;`, decimal comma, days first, and a promotion known ahead. */
function shop(rows: number, ahead: number): string {
  const cells = ["Madrid", "Lima"].flatMap((store, k) =>
    Array.from({ length: rows + ahead }, (_, i) =>
      [store, day(i), i < rows ? `${100 * (k + 1) + i},5` : "", i % 5 === 0 ? 1 : 0].join(";"),
    ),
  );
  return `tienda;fecha;ventas;promo\n${cells.join("\n")}\n`;
}

describe("forms of data, today and tomorrow", () => {
  it("long, with a column known ahead: each store's rows, and the roles remembered", async () => {
    const path = file("tiendas.csv", shop(60, 3));
    const first = await run(["forecast", path, "--target", "ventas", "--horizon", "3", "--out", at("kept")]);
    expect([first.code, first.seen.all?.map(({ id }) => id)]).toEqual([0, ["Madrid", "Lima"]]);
    expect(unwrapped(first.notes)).toContain("2 series × 60 days to 01/03/2025");
    expect(first.notes).toContain("time=fecha · id=tienda · known=promo · change: --time --id --known");
    expect(first.out).toContain("Madrid (lstm): forecast, 3 days ahead");
    expect(lines(at("kept", "forecast.csv")).slice(0, 2)).toEqual([
      "fecha,tienda,method,forecast,lo80,hi80,lo95,hi95",
      "02/03/2025,Madrid,lstm,159.5,158.5,160.5,,",
    ]);

    writeFileSync(path, shop(61, 3));
    const next = await run(["forecast", path, "--model", at("kept"), "--out", at("kept")]);
    expect([next.code, lines(at("kept", "forecast.csv"))[1]]).toEqual([0, "03/03/2025,Madrid,lstm,160.5,159.5,161.5,,"]);
    expect(unwrapped(next.notes)).toContain("from 01/03/2025 was off by 1.00");
    expect(next.notes).not.toContain("guessed");
    expect(lines(at("kept", "scored.csv"))[1]).toBe("02/03/2025,Madrid,01/03/2025,lstm,159.5,158.5,160.5,160.5");

    // The next day's file doesn't say what is known ahead: the model's folder knows that it must.
    writeFileSync(path, shop(62, 0));
    const short = await run(["forecast", path, "--model", at("kept")]);
    expect([short.code, short.notes]).toEqual([1, expect.stringContaining("expected 3 rows ahead with promo, got 0")]);
    expect((await run(["backtest", path, "--target", "ventas", "--known", "promo", "--horizon", "3"])).code).toBe(0);
  });

  it("wide: a series a column, named in a column of the results", async () => {
    const wide = (rows: number) =>
      `mes,ventas_norte,ventas_sur\n${Array.from({ length: rows }, (_, i) => `${1990 + i},${i},${2 * i}`).join("\n")}\n`;
    const path = file("wide.csv", wide(40));
    const flags = ["--target", "ventas_*", "--horizon", "2"];
    const { code } = await run(["forecast", path, "--time", "mes", ...flags, "--out", at("kept")]);
    expect([code, lines(at("kept", "forecast.csv")).slice(0, 2)]).toEqual([
      0,
      ["mes,target,method,forecast,lo80,hi80,lo95,hi95", "2030,ventas_norte,lstm,39,38,40,,"],
    ]);
    writeFileSync(path, wide(41));
    const next = await run(["forecast", path, "--model", at("kept"), "--out", at("kept")]);
    expect([next.code, lines(at("kept", "scored.csv"))[1]]).toEqual([0, "2030,ventas_norte,2029,lstm,39,38,40,40"]);
  });

  it("a series a row, as M4: another column tomorrow is another step", async () => {
    const rows = (steps: number) =>
      `id,${Array.from({ length: steps }, (_, i) => `V${i + 1}`).join(",")}\n${["W1", "W2"].map((id, k) => `${id},${Array.from({ length: steps }, (_, i) => 10 * k + i).join(",")}`).join("\n")}\n`;
    const path = file("m4.csv", rows(40));
    const { code } = await run(["forecast", path, "--horizon", "2", "--out", at("kept")]);
    expect([code, lines(at("kept", "forecast.csv")).slice(0, 2)]).toEqual([
      0,
      ["step,id,method,forecast,lo80,hi80,lo95,hi95", "41,W1,lstm,39,38,40,,"],
    ]);
    writeFileSync(path, rows(41));
    const next = await run(["forecast", path, "--model", at("kept"), "--out", at("kept")]);
    expect([next.code, lines(at("kept", "scored.csv"))[1]]).toEqual([0, "41,W1,40,lstm,39,38,40,40"]);
  });

  it("names with commas and quotes are remembered as they are", async () => {
    const odd = (rows: number) =>
      `"fecha, hora","precio, ""neto""",otra\n${Array.from({ length: rows }, (_, i) => `${1990 + i},${i},${i}`).join("\n")}\n`;
    const path = file("odd.csv", odd(40));
    const target = ["--time", "fecha, hora", "--target", '"precio, ""neto""",otra'];
    const first = await run(["forecast", path, ...target, "--horizon", "2", "--out", at("kept")]);
    expect([first.code, first.notes]).toEqual([0, expect.stringContaining("2 series")]);
    writeFileSync(path, odd(41));
    expect((await run(["forecast", path, "--model", at("kept")])).code).toBe(0);
  });
});
