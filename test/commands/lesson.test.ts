/** `memoria lesson`: the list, a claim on the screen, kept pages and pictures, refusals. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { lessonCommand } from "../../src/commands/lesson.ts";
import type { Claim } from "../../src/lesson.ts";
import { claims } from "../../src/lessons/index.ts";
import { xmlFault } from "../helpers/xml.ts";
import { expectSound } from "../report/read.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ lesson "));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(line: readonly string[], { live = false, list = claims }: { live?: boolean; list?: readonly Claim[] } = {}) {
  const [out, notes]: string[][] = [[], []];
  let now = 0;
  const look = { columns: 80, color: false, unicode: true };
  const code = await runCommandLine(["lesson", ...line], [lessonCommand(list)], {
    out: { ...look, live: false, write: (text) => out.push(text) },
    notes: { ...look, live, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: new AbortController().signal,
    clock: () => (now += 1000),
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("memoria lesson", () => {
  it("lists the claims without measuring any", async () => {
    const { code, out } = await run([]);
    expect(code).toBe(0);
    for (let n = 1; n <= 17; n++) expect(out).toMatch(new RegExp(`^ +${n}  `, "m"));
    expect(out).not.toContain("Found");
  });

  it("measures one: claim, how, table, what was found and the seeds", async () => {
    const { out } = await run(["L6", "--lang", "es"]);
    expect(out).toMatch(/L6 {2}Se deriva hacia atrás[\s\S]*Cómo: [\s\S]*Σ[\s\S]*→ Hallado \(medido, y así es\)[\s\S]*5 semillas/);
  });

  it("--json has the pictures' data, and nothing else on standard output", async () => {
    const { claims: found, options } = JSON.parse((await run(["6", "--json"])).out);
    expect(options).toEqual({ seeds: 5, quick: false });
    expect(found[0].pictures.map(({ id, kind }: { id: string; kind: string }) => [id, kind])).toEqual([
      ["L6-chain", "chain"],
      ["L6-terms", "bars"],
    ]);
  });

  it("--out keeps the page, each picture as a file, and run.json; --report the page alone", async () => {
    const { code, notes } = await run(["6", "--out", join(folder, "kept"), "--report", join(folder, "page.html")]);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "kept")).sort()).toEqual(["L6-chain.svg", "L6-terms.svg", "report.html", "run.json"]);
    expect(notes).toContain("page.html");
    const html = readFileSync(join(folder, "page.html"), "utf8");
    expectSound(html);
    expect(html).toContain("memoria lesson 6");
    expect(readFileSync(join(folder, "kept/report.html"), "utf8")).toBe(html);
    expect(xmlFault(readFileSync(join(folder, "kept/L6-terms.svg"), "utf8"))).toBeUndefined();
    // A folder of its own is written again, one of others isn't.
    expect((await run(["4", "--out", join(folder, "kept")])).code).toBe(0);
  });

  it("refuses a folder with other things and an unknown claim, before measuring", async () => {
    const never: Claim = { id: "L1", measure: () => Promise.reject(new Error("measured")) };
    writeFileSync(join(folder, "own.txt"), "mine");
    const other = await run(["1", "--out", folder], { list: [never] });
    expect(other.code).toBe(2);
    expect(other.notes).toContain("a folder with other things");
    expect(existsSync(join(folder, "report.html"))).toBe(false);
    const unknown = await run(["18"], { list: [never] });
    expect(unknown.code).toBe(2);
    expect(unknown.notes).toMatch(/unknown claim: expected one of 1, 2,[\s\S]*exercises, got "18"/);
  });

  it("on a terminal says how far a long claim is and how long it will take", async () => {
    const slow: Claim = {
      id: "L6",
      async measure(settings) {
        settings.onPart?.(0.25);
        return claims[5].measure(settings);
      },
    };
    const { notes } = await run(["6"], { live: true, list: [slow] });
    expect(notes).toMatch(/L6 \(1\/1\) 25 % · \S+ s left · Ctrl-C stops/);
  });
});
