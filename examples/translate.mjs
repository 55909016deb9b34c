// Sequence to sequence: dates as people write them → one form, learnt character by character. The net looks back at the part that it needs.
// node examples/translate.mjs [--small]
import { load, translator } from "memoria";

const small = process.argv.includes("--small");
const months = "January February March April May June July August September October November December".split(" ");

let state = 1;
/** 0 … n − 1, by Park & Miller 1988. */
function draw(n) {
  state = (state * 48271) % 2147483647;
  return state % n;
}

/** A date in one of three ways of writing it, and as it should be. */
function date() {
  const [day, month, year] = [1 + draw(28), draw(12), 1990 + draw(40)];
  const ways = [`${day} ${months[month]} ${year}`, `${months[month].slice(0, 3)} ${day}, ${year}`, `${day}.${month + 1}.${year}`];
  return { source: ways[draw(3)], target: `${year}-${`${month + 1}`.padStart(2, "0")}-${`${day}`.padStart(2, "0")}` };
}
const pairs = Array.from({ length: small ? 300 : 3000 }, date);

const model = await translator({ tokens: "chars", hidden: small ? 16 : 64, epochs: small ? 2 : 20 }).fit(pairs);
for (const { name, exact, tokens, n } of model.scores.methods)
  console.log(
    `${name.padEnd(10)} ${(100 * exact).toFixed(1)} % whole, ${(100 * tokens).toFixed(1)} % of the characters in place (${n} dates)`,
  );

// A model holds none of the data: load it tomorrow, from a file or bytes.
const tomorrow = await load(model.bytes(), "translate");
const asked = "17 October 2013";
const [found] = await tomorrow.predict([asked], { beam: 3 });
console.log(
  `${asked}${pairs.some(({ source }) => source === asked) ? "" : ", which no pair has,"} → ${found.text} (log probability ${found.logProbability.toFixed(3)})`,
);
found.attention.slice(0, 10).forEach((weights, t) => {
  const most = weights.indexOf(Math.max(...weights));
  console.log(`  ${found.target[t]} looks most at "${found.source[most]}", character ${most + 1}`);
});
