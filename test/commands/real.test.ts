import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/load.ts";

/** The program itself, trained for real on small settings: CSV, training, files, and the model read back. */

let folder: string;
const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ 🚢 "));
  await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["memoria-source"] },
    ssr: { noExternal: true, external: ["@bsull/augurs/ets", "@bsull/augurs/mstl", "@bsull/augurs"] },
    build: {
      ssr: root("src/cli.ts"),
      outDir: join(folder, "dist"),
      minify: false,
      rollupOptions: { output: { entryFileNames: "cli.mjs" } },
    },
  });
  // ETS's library brings files of its own, which stay where they are.
  symlinkSync(root("node_modules"), join(folder, "node_modules"));
  copyFileSync(root("package.json"), join(folder, "package.json"));
  const rows = Array.from({ length: 60 }, (_, day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10).split("-").reverse().join("/");
    return `${date};1.${`${200 + day + 9 * (day % 7)}`},50`;
  });
  writeFileSync(join(folder, "ventas año.csv"), `\ufefffecha;ventas\r\n${rows.join("\r\n")}\r\n`);
  writeFileSync(join(folder, "years.csv"), `year,y\n${Array.from({ length: 40 }, (_, i) => `${1980 + i},${i % 5}`).join("\n")}\n`);
  writeFileSync(join(folder, "broken.csv"), "day,y\n2024-01-01,1\n2024-01-02,12abc\n2024-01-03,3\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function memoria(...line: string[]) {
  const env = { PATH: process.env.PATH };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.mjs", ...line], { cwd: folder, env, encoding: "utf8" });
  return { status, stdout, stderr };
}

const small = ["--hidden", "4", "--epochs", "2", "--horizon", "3"];

describe("memoria forecast, trained for real", () => {
  it("reads a shop's CSV, keeps four files, and its model gives the same forecast when loaded", async () => {
    const ended = memoria("forecast", "ventas año.csv", ...small, "--json", "--out", "mi pronóstico");
    expect({ status: ended.status, problems: /memoria:/.test(ended.stderr) }).toEqual({ status: 0, problems: false });
    const kept = join(folder, "mi pronóstico");
    expect(readdirSync(kept).sort()).toEqual(["forecast.csv", "model.safetensors", "report.html", "run.json"]);
    const document = JSON.parse(ended.stdout);
    expect(document.data).toMatchObject({ rows: 60, time: "fecha", target: ["ventas"], first: "01/01/2024", last: "29/02/2024" });
    expect(document.scores.origins).toBe(6);

    const history = Array.from({ length: 60 }, (_, day) => 1200.5 + day + 9 * (day % 7));
    const model = await load(join(kept, "model.safetensors"), "forecast");
    const { point } = await model.predict({ history });
    const net = document.forecasts.find(({ method }: { method: string }) => method === "lstm");
    expect(net.forecast).toEqual(Array.from(point, (value) => Number(value.toPrecision(9))));
    const rows = readFileSync(join(kept, "forecast.csv"), "utf8").split("\n");
    expect(rows[0]).toBe("fecha,method,forecast,lo80,hi80,lo95,hi95");
    expect(rows).toContainEqual(expect.stringMatching(/^01\/03\/2024,lstm,\d+\.\d+,/));

    const again = memoria("forecast", "ventas año.csv", ...small, "--json", "--out", "mi pronóstico");
    expect(again.stdout).toBe(ended.stdout);
  });

  it("forecasts years, and says so on a screen", () => {
    const { status, stdout } = memoria("forecast", "years.csv", ...small);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Past test: 6 times 3 years/);
    expect(stdout).toMatch(/\n {2}2020 +\d/);
  });

  it("prints one JSON document when it fails, too", () => {
    const { status, stdout, stderr } = memoria("forecast", "broken.csv", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "csv-not-a-number", where: 'broken.csv, line 3, column "y"' });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("forecasts a bundled series that datasets gave", () => {
    expect(memoria("datasets", "airline", "--csv", "airline.csv").status).toBe(0);
    const { status, stdout, stderr } = memoria("forecast", "airline.csv", ...small, "--cell", "rnn", "--no-refit", "--lang", "es");
    expect({ status, read: stderr.includes("airline.csv  144 filas, una por mes, de 1949-01 a 1960-12") }).toEqual({
      status: 0,
      read: true,
    });
    expect(stdout).toMatch(/Pronóstico de \S+ a 3 meses\n {2}1961-01/);
  });
});
