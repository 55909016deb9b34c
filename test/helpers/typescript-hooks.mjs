import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "rolldown/utils";

/** Modules in TypeScript, without their types. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = await transform(file, await readFile(file, "utf8"));
  return { format: "module", source: code, shortCircuit: true };
}
