import { describe, expect, it } from "vitest";
import { ensureChromium, findChromium } from "../../scripts/chromium.mjs";
import { seededFolder } from "./seeded.ts";

describe("the browser of the browser test", () => {
  it("is CHROME_PATH where that is set and there, and nothing else then", async () => {
    const root = seededFolder({ chrome: "" });
    expect(await findChromium({ CHROME_PATH: `${root}/chrome` })).toBe(`${root}/chrome`);
    expect(await findChromium({ CHROME_PATH: `${root}/gone` })).toBeUndefined();
  });

  it("missing: says that the test will fail and what to install, and downloads nothing when CHROME_PATH was a choice", async () => {
    const said: string[] = [];
    await ensureChromium((line: string) => said.push(line), { CHROME_PATH: "/gone" });
    expect(said).toEqual([expect.stringMatching(/^browser test: will fail, there is no Chromium; install Chromium .*CHROME_PATH/)]);
  });
});
