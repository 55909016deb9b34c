/** A text with each token on a ground as dark as the net was surprised by it. */
import type { Speech } from "../message.ts";
import { each, folded, table, text } from "./html.ts";

/** A token of a text that the net had not seen, and −log of the probability that it gave it; NaN for one that it doesn't know. */
export interface Surprise {
  readonly token: string;
  readonly nats: number;
}

/** Nats from which a token gets the next ground. */
const steps = [0.7, 1.6, 3, 5];
const levelOf = (nats: number): number => steps.filter((step) => nats >= step).length;
/** Tokens listed. */
const most = 12;
/** Tokens before a listed one. */
const before = 24;

/** Runs of tokens of one ground, as one mark each. */
function marks(tokens: readonly Surprise[]): string {
  const pieces: string[] = [];
  for (let from = 0; from < tokens.length; ) {
    const level = levelOf(tokens[from].nats);
    let to = from + 1;
    while (to < tokens.length && levelOf(tokens[to].nats) === level) to++;
    const run = text(
      tokens
        .slice(from, to)
        .map(({ token }) => token)
        .join(""),
    );
    pieces.push(level === 0 ? run : `<span class="s${level}">${run}</span>`);
    from = to;
  }
  return pieces.join("");
}

const visible = (token: string) => token.replaceAll("\n", "↵").replaceAll(" ", "␣").replaceAll("\t", "⇥");

export function surpriseFigure(tokens: readonly Surprise[], { words, numbers }: Speech): string {
  const known = tokens.map((one, k) => ({ ...one, k })).filter(({ nats }) => Number.isFinite(nats));
  if (known.length === 0) return "";
  const own = words.pages.generate.surprise;
  const share = numbers.percent(known.filter(({ nats }) => nats < steps[0]).length / known.length);
  const worst = [...known].sort((a, b) => b.nats - a.nats).slice(0, most);
  const rows = worst.map(({ k, token, nats }) => [
    `… ${tokens
      .slice(Math.max(0, k - before), k)
      .map((one) => one.token)
      .join("")
      .replace(/\s+/g, " ")}`,
    visible(token),
    numbers.number(nats, 1),
  ]);
  const scale = [0, ...steps].map((step, level) => `<span class="s${level}">${text(own.from(numbers.number(step, 1)))}</span>`).join(" ");
  return [
    '<figure id="surprise">',
    `<figcaption><h3>${text(own.title)}</h3>${each("p", [own.caption, own.expected(share)])}</figcaption>`,
    `<p class="chart scale">${scale}</p>`,
    `<pre class="chart">${marks(tokens)}</pre>`,
    "</figure>",
    folded(own.table, table({ caption: own.table, head: [own.before, own.token, own.nats], rows, long: true })),
  ].join("\n");
}
