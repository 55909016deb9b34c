/** Writes a file once, or says why not as JSON: `once.mjs PATH TEXT`. */
import { MemoriaError } from "../../src/errors.ts";
import { writeAtomic } from "../../src/storage/node.ts";

const [, , path, text] = process.argv;
try {
  await writeAtomic(path, text);
  process.stdout.write("{}");
} catch (error) {
  if (!(error instanceof MemoriaError)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code, message: error.message, reason: error.fields.reason }));
}
