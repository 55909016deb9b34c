// Many to many, aligned: where are the bumps? A drifting signal is labelled step by step, then followed as a stream.
// node examples/label.mjs [--small]
import { labeler, load } from "memoria";

const small = process.argv.includes("--small");

/** A bump every 40 steps or so, on a baseline that drifts farther than a bump is tall: no threshold tells them apart. */
const recording = (length, shift) => {
  const label = Array.from({ length }, (_, t) => ((t * (1 + 0.02 * Math.sin(t / 50)) + shift) % 40 < 6 ? "bump" : "none"));
  const signal = label.map((name, t) => (name === "bump" ? 1 : 0) + 2 * Math.sin((t + shift) / 70) + 0.2 * Math.sin(13 * t * t));
  return { features: { signal }, label };
};

const settings = { hidden: small ? 12 : 24, epochs: small ? 50 : 60, lr: small ? 0.02 : 0.01, causal: true };
const model = await labeler(settings).fit(recording(small ? 1500 : 6000, 0));
for (const { name, accuracy, events } of model.scores.methods)
  console.log(`${name.padEnd(10)} event F1 ${(events.f1 ?? 0).toFixed(3)}, ${(100 * accuracy).toFixed(1)} % of steps right`);

// A model holds none of the data: load it tomorrow, from a file or bytes. It says events with start and end …
const tomorrow = await load(model.bytes(), "label");
const { features } = recording(200, 15);
const { events } = await tomorrow.predict({ sequences: { features } });
console.log(`new recording: ${events.map(({ from, to, label }) => `${label} ${from}–${to - 1}`).join(", ") || "no event"}`);

// … or follows a stream; its state is plain data.
let state;
const labels = features.signal.map((signal) => {
  const step = tomorrow.step({ features: { signal } }, state);
  state = step.state;
  return step.label;
});
console.log(`streamed: ${labels.filter((label) => label === "bump").length} of ${labels.length} steps are of a bump`);
