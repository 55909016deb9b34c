// One to many: a text that goes on, and waves from the name of their shape.
// node examples/generate.mjs [--small]
import { generator, load } from "memoria";

const small = process.argv.includes("--small");

// A text, character by character. It is sampled as it comes; temperature 0 would always take the likeliest.
const verse = "row, row, row your boat\ngently down the stream\nmerrily, merrily, merrily, merrily\nlife is but a dream\n\n";
const poet = await generator({ hidden: small ? 16 : 64, epochs: small ? 3 : 20, lr: 0.01 }).fit(verse.repeat(40));
for (const { name, nats } of poet.scores.methods) console.log(`${name.padEnd(12)} ${nats.toFixed(3)} nats a character`);
for await (const piece of poet.generate({ prompt: "row", length: 80, temperature: 0.5 })) process.stdout.write(piece);
console.log();

// From one input, a label, many outputs: sequences of numbers, each with the name of its shape.
const shapes = {
  sine: (u) => Math.sin(2 * Math.PI * u),
  square: (u) => (u < 0.5 ? 1 : -1),
  saw: (u) => 2 * u - 1,
};
const names = Object.keys(shapes);
const waves = Array.from({ length: small ? 30 : 90 }, (_, k) => {
  const label = names[k % 3];
  const y = Array.from({ length: 36 }, (_, t) => shapes[label](((t + 5 * k) % 12) / 12) + 0.05 * Math.sin(7 * t * t + k));
  return { label, features: { y } };
});
const model = await generator({ hidden: small ? 12 : 32, epochs: small ? 10 : 60, lr: 0.01 }).fit(waves);
for (const { name, nats } of model.scores.methods) console.log(`${name.padEnd(12)} ${nats.toFixed(3)} nats a frame`);
const bars = "▁▂▃▄▅▆▇█";
for (const label of model.labels) {
  const frames = await model.sample({ label, length: 36, temperature: 0.5, seed: 3 });
  console.log(label.padEnd(8), frames.map(([y]) => bars[Math.max(0, Math.min(7, Math.round(3.5 + 2.8 * y)))]).join(""));
}

// As a stream: what it expects of the next value, given those so far. The state is plain data; the model holds none of the waves.
const tomorrow = await load(model.bytes(), "generate-numbers");
let { output, state } = tomorrow.begin({ label: "saw" });
for (const y of [-0.5, -0.3, -0.2]) ({ output, state } = tomorrow.step(y, state));
console.log(`after -0.5, -0.3, -0.2 a saw goes on with ${output.mean[0].toFixed(2)} ± ${output.sd[0].toFixed(2)}`);
