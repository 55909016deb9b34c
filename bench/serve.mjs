// One side of a comparison, in a process of its own: takes a request a line and gives an answer a line, both JSON.
//   { do: "open", work, cell, size, weights, x, y, … } → {}        a new job in the place of the one before
//   { do: "check" } → { name: numbers }                            what the job computes, before anything was trained
//   { do: "time", milliseconds } → { ms, steps, cpu }               ms a step, and CPU time over wall time
// Numbers travel as base64 of little-endian float32.
import { createInterface } from "node:readline";

export const encode = (values) => Buffer.from(Float32Array.from(values).buffer).toString("base64");
export const decode = (text) => {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** Weights by PyTorch's names: [{ name, shape, data }] as { name: { shape, data } } with decoded numbers. */
export const decodeWeights = (weights) =>
  Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: decode(data) }]));

/**
 * Serve jobs. `open(request)` gives { check(), step(), close() }, each of which may be a promise; `version` says who it is.
 * @param {{ version: string, open(request: any): any }} side
 */
export async function serve({ version, open }) {
  const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
  answer({ version });
  let job;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    try {
      if (request.do === "open") {
        await job?.close?.();
        job = await open(request);
        answer({});
      } else if (request.do === "check") {
        const found = await job.check();
        answer(Object.fromEntries(Object.entries(found).map(([name, values]) => [name, encode(values)])));
      } else answer(await time(job, request.milliseconds, request.most));
    } catch (error) {
      answer({ error: `${error instanceof Error ? error.stack : error}` });
    }
  }
  await job?.close?.();
  process.exit(0);
}

/** A batch of calls between two looks at the clock, so that a step of microseconds isn't a measure of the clock. */
async function time({ step }, milliseconds, most = Number.POSITIVE_INFINITY) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let steps = 0;
  let batch = 1;
  let elapsed = 0;
  do {
    const before = elapsed;
    for (let i = 0; i < batch; i++) {
      // A step that is no promise isn't awaited: waiting costs more than a small step.
      const done = step();
      if (done !== undefined) await done;
    }
    steps += batch;
    elapsed = performance.now() - start;
    if (elapsed - before < 1) batch *= 2;
  } while (elapsed < milliseconds && steps < most);
  const used = process.cpuUsage(cpu);
  return { ms: elapsed / steps, steps, cpu: (used.user + used.system) / 1000 / elapsed };
}
