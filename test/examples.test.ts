import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = readdirSync(new URL("../examples", import.meta.url)).filter((name) => name.endsWith(".mjs"));

describe("examples", () => {
  it("are there", () => {
    expect(names).toContain("classify.mjs");
  });

  it.each(names)("%s runs on small settings, and says something", (name) => {
    const out = execFileSync(process.execPath, [`examples/${name}`, "--small"], { cwd: root, encoding: "utf8" });
    expect(out.trim().split("\n").length).toBeGreaterThan(1);
    expect(out).not.toMatch(/NaN|undefined/);
  });
});
