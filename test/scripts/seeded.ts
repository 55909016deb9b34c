import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { checks } from "../../scripts/checks/index.mjs";

const project = resolve(import.meta.dirname, "../..");

/** A folder with these files, gone after the test. Names in `shared` are linked from the project. */
export function seededFolder(files: Record<string, string>, shared: readonly string[] = []): string {
  const root = mkdtempSync(join(tmpdir(), "memoria-check-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of shared) symlinkSync(join(project, name), join(root, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** What a check finds in a folder with these files. */
export async function findings(name: string, files: Record<string, string>, shared: readonly string[] = []): Promise<string[]> {
  const check = checks.find((one) => one.name === name);
  if (check === undefined) throw new Error(`no check ${name}`);
  return (await check.run(seededFolder(files, shared))).found;
}
