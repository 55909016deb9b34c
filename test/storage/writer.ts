/** Writes a file again and again until killed: `writer.mjs PATH BYTES`. Each version is one letter repeated. Says `ready` first. */
import { writeAtomic } from "../../src/storage/node.ts";

const [, , path, size] = process.argv;
process.stdout.write("ready\n");
for (let version = 0; ; version++) await writeAtomic(path, new Uint8Array(Number(size)).fill(97 + (version % 26)));
