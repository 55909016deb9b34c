/** The pieces of HTML that a report is made of. Whatever comes from a file or a name is escaped here. */
import type { SvgSize } from "../charts/svg.ts";
import { escapeXml } from "../charts/svg.ts";

export const text = escapeXml;

/** One element a text. */
export const each = (tag: string, texts: readonly string[]): string => texts.map((line) => `<${tag}>${text(line)}</${tag}>`).join("\n");

/** A part of the page under its title; empty when nothing stands in it. */
export function section(id: string, title: string, parts: readonly string[]): string {
  const body = parts.filter((part) => part !== "");
  if (body.length === 0) return "";
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${text(title)}</h2>\n${body.join("\n")}\n</section>`;
}

export interface HtmlTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[];
  /** Position of a row that stands out, and the word for why. Default: none. */
  readonly marked?: { readonly row: number; readonly word: string };
  /** Whether the names of rows may be broken, as those that a user gave. Default false. */
  readonly long?: boolean;
}

/** What stands in brackets says less: small. */
const lighter = (cell: string) => text(cell).replace(/ (\(.*\))$/, " <small>$1</small>");

/** A table that scrolls within its own frame where the page is narrow. The first column is text, the others numbers. */
export function table({ caption, head, rows, marked, long = false }: HtmlTable): string {
  const [first, ...others] = head;
  const header = [`<th scope="col">${text(first)}</th>`, ...others.map((title) => `<th scope="col" class="number">${text(title)}</th>`)];
  const body = rows.map(([name, ...cells], i) => {
    const mark = marked?.row === i ? ` <small>${text(marked.word)}</small>` : "";
    const row = [`<th scope="row">${text(name)}${mark}</th>`, ...cells.map((cell) => `<td class="number">${lighter(cell)}</td>`)];
    return `<tr${marked?.row === i ? ' class="marked"' : ""}>${row.join("")}</tr>`;
  });
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${text(caption)}">`,
    `<table${long ? ' class="long"' : ""}>\n<caption>${text(caption)}</caption>`,
    `<thead><tr>${header.join("")}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody>\n</table>\n</div>`,
  ].join("\n");
}

/** Names and what they say. */
export function facts(list: readonly { readonly name: string; readonly text: string | readonly string[] }[]): string {
  if (list.length === 0) return "";
  const items = list.map(({ name, text: says }) => `<div><dt>${text(name)}</dt>${each("dd", [says].flat())}</div>`);
  return `<dl>\n${items.join("\n")}\n</dl>`;
}

/** Something long, folded; a printed page has it open. */
export const folded = (summary: string, body: string): string => `<details>\n<summary>${text(summary)}</summary>\n${body}\n</details>`;

export interface Figure {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Paragraphs. */
  readonly caption: readonly string[];
  /** In pixels, as drawn for a wide page. Default: the chart's own. */
  readonly height?: number;
}

/** A chart under its title, drawn once for a wide and once for a narrow page, so that its letters are readable in both. */
export function figure({ id, title, caption, height }: Figure, draw: (size: SvgSize) => string): string {
  const wide = draw({ width: 760, inside: `${id}-w`, ...(height !== undefined && { height }) });
  const narrow = draw({ width: 350, inside: `${id}-n`, ...(height !== undefined && { height: Math.min(height, 290) }) });
  return [
    `<figure id="${id}">`,
    `<figcaption><h3>${text(title)}</h3>${each("p", caption)}</figcaption>`,
    `<div class="wide">\n${wide}</div>\n<div class="narrow">\n${narrow}</div>`,
    "</figure>",
  ].join("\n");
}
