import { expect } from "vitest";
import { xmlFault } from "../helpers/xml.ts";

/** What tests look at in a page. */

/** What a reader sees: no style, no drawing, no tags. What the simple methods do has its words elsewhere. */
export const read = (html: string) =>
  html
    .replace(/<(style|svg)\b[\s\S]*?<\/\1>/g, "")
    .replace(/<p class="note">naive: .*<\/p>/g, "")
    .replace(/<\/(?:p|h\d|tr|caption|dd|dt|pre|summary|title)>/g, "\n")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");

/** The page as XML: without the doctype, its empty elements closed. */
export const asXml = (html: string) =>
  html
    .replace("<!doctype html>\n", "")
    .replace(/<meta([^>]*)>/g, "<meta$1/>")
    .replace(/<style>[\s\S]*?<\/style>/g, "<style></style>");

/** Well formed, its ids its own, nothing loaded, nothing run. */
export function expectSound(html: string): void {
  expect(xmlFault(asXml(html).replace(/(?<=>)[^<]*(?=<)/g, (text) => text.replace(/null|undefined/g, "")))).toBeUndefined();
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, names] of html.matchAll(/aria-labelledby="([^"]+)"/g)) for (const name of names.split(" ")) expect(ids).toContain(name);
  expect(html).not.toMatch(/<script|<link|<img|<iframe|javascript:|@import|\ssrc=|\shref=|url\((?!#)/i);
  expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toContain("://");
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
}
