/** Tagged sentences with their spans coloured and named: those with mistakes as they are and as they were tagged, the others once. */
import { colorsOf, type SpanMark } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { each, text } from "./html.ts";
import type { LabelledPart } from "./stretches.ts";

/** Sentences shown: with mistakes, and in all. */
const most = { wrong: 6, all: 10, words: 60 };

/** The words of a sentence, those of a span marked. Spans don't overlap. */
function marked(words: readonly string[], spans: readonly SpanMark[], colors: ReadonlyMap<string, string>, wrong: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from < at) continue;
    pieces.push(text(words.slice(at, span.from).join(" ")));
    const label = `<small>${text(span.label)}${span.wrong ? ` ✗<span class="aside"> ${text(wrong)}</span>` : ""}</small>`;
    const color = colors.get(span.label) ?? "--soft";
    pieces.push(
      `<mark${span.wrong ? ' class="wrong"' : ""} style="--mark:var(${color})">${text(words.slice(span.from, span.to).join(" "))} ${label}</mark>`,
    );
    at = span.to;
  }
  pieces.push(text(words.slice(at).join(" ")));
  return pieces.filter((piece) => piece !== "").join(" ");
}

const hasMistake = ({ truth = [], found }: LabelledPart) => [...truth, ...found].some(({ wrong }) => wrong === true);

export function sentencesBlock(parts: readonly LabelledPart[], labels: readonly string[], { words }: Speech): string {
  const own = words.pages.label;
  const colors = colorsOf(labels);
  const some = parts.filter(({ truth = [], found }) => truth.length + found.length > 0);
  const wrong = some.filter(hasMistake).slice(0, most.wrong);
  const right = some.filter((part) => !hasMistake(part)).slice(0, most.all - wrong.length);
  if (wrong.length + right.length === 0) return "";
  const rows = [...wrong, ...right].map((part) => {
    const line = part.steps.slice(0, most.words);
    const inside = (spans: readonly SpanMark[]) => spans.filter(({ to }) => to <= line.length);
    const found = marked(line, inside(part.found), colors, own.isNone);
    const row = (lane: string, body: string) => `<div><span class="lane">${text(lane)}</span><span>${body}</span></div>`;
    if (part.truth === undefined) return `<li>${found}</li>`;
    if (!hasMistake(part)) return `<li>${row("✓", found)}</li>`;
    return `<li>${row(own.truth, marked(line, inside(part.truth), colors, own.missedWord))}${row(own.found, found)}</li>`;
  });
  const title = `<figcaption><h3>${text(own.sentences)}</h3>${each("p", [own.sentencesCaption])}</figcaption>`;
  return `<figure id="sentences">\n${title}\n<ul class="chart spans">\n${rows.join("\n")}\n</ul>\n</figure>`;
}
