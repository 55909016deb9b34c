/** docs/lesson.md, docs/leccion.md and their pictures are what their source gives. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesOf, lean, pageOf } from "../../scripts/lesson-pages.mjs";
import { claimIds } from "../../src/lesson.ts";
import { pictureIds } from "../../src/lesson-picture.ts";
import { speechOf } from "../../src/message.ts";
import { exerciseTexts } from "../../src/report/exercises.ts";
import { lessonPicture } from "../../src/report/lesson-picture.ts";
import { foundText, tableTexts, told } from "../../src/report/lesson-text.ts";

const lib = { speechOf, foundText, tableTexts, told, exerciseTexts, lessonPicture };
const text = (path: string): string => readFileSync(path, "utf8");
const stored = JSON.parse(text("docs/lesson/findings.json"));
const proseOf = (language: string): string => text(`docs/lesson/prose.${language}.txt`);
const files: [string, string][] = filesOf(stored, proseOf, lib);

describe("the lesson's pages", () => {
  it("are what the findings, the catalogue and the prose give: npm run lesson writes them", () => {
    const other = files.filter(([path, given]) => !existsSync(path) || text(path) !== given).map(([path]) => path);
    expect(other, "npm run lesson").toEqual([]);
    const svgs = readdirSync("docs/lesson").filter((name) => name.endsWith(".svg"));
    expect(svgs.length).toBe(2 * pictureIds.length);
  });

  it("tell every claim, picture and exercise once, and no placeholder is left", () => {
    expect(stored.claims.map(({ id }: { id: string }) => id)).toEqual(claimIds);
    for (const [path, given] of files.filter(([path]) => path.endsWith(".md"))) {
      for (const id of claimIds) expect(given.match(new RegExp(`^#### ${id}\\.`, "gm"))?.length, `${path} ${id}`).toBe(1);
      for (const id of pictureIds) expect(given.match(new RegExp(`\\]\\(lesson/${id}\\.`, "g"))?.length, `${path} ${id}`).toBe(1);
      expect(given.match(/<details>/g)?.length).toBe(6);
      expect(given).not.toMatch(/\{\{|undefined|NaN/);
    }
  });

  it("differ where a figure differs, and a prose that leaves out a claim is refused", () => {
    const [first] = stored.claims;
    const changed = { ...stored, claims: [{ ...first, figures: { ...first.figures, rnn: 0.5 } }, ...stored.claims.slice(1)] };
    expect(pageOf("en", changed, proseOf("en"), lib)).not.toBe(pageOf("en", stored, proseOf("en"), lib));
    expect(() => pageOf("en", stored, proseOf("en").replace("{{claim L9}}", ""), lib)).toThrow("leaves out L9");
  });

  it("have pictures under 400 kB in all, each with the rules of its own classes", () => {
    const svgs = files.filter(([path]) => path.endsWith(".svg"));
    expect(svgs.reduce((sum, [, svg]) => sum + Buffer.byteLength(svg), 0)).toBeLessThan(400_000);
    const css = ".chart { --a: 1; } @media screen { .chart { --a: 2; } }";
    const dots = '<i style="fill:red"/>'.repeat(4);
    const small = lean(
      `<svg class="chart"><style>${css} .dot { x: y } .bar, .range { z: 1 }</style><i class="bar" style="fill:red"/>${dots}</svg>`,
    );
    const short = '<i class="k0"/>'.repeat(4);
    expect(small).toBe(
      `<svg class="chart"><style>${css} .bar, .range { z: 1 } .chart .k0 {fill:red}</style><i class="bar" style="fill:red"/>${short}</svg>`,
    );
  });
});
