/** A small checker of XML: every element closed in its order, attributes quoted and unrepeated, no bare marks. The first fault, or undefined. */
export function xmlFault(text: string): string | undefined {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (const match of text.matchAll(/<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const between = text.slice(at, match.index);
    if (/[<>]/.test(between)) return `a bare mark in ${between.slice(0, 80)}`;
    if (/&(?!#\d+;)/.test(between + match[3])) return `a bare & in ${(between + match[3]).slice(0, 80)}`;
    if (open.length === 0 && between.trim() !== "") return `text outside: ${between.slice(0, 80)}`;
    at = match.index + match[0].length;
    const [, closing, name, attributes, empty] = match;
    const names = [...attributes.replace(/"[^"]*"/g, '""').matchAll(/([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) return `an attribute twice in ${match[0]}`;
    if (closing === "/") {
      if (open.pop() !== name) return `</${name}> closes another`;
    } else {
      if (open.length === 0) roots++;
      if (empty === "") open.push(name);
    }
  }
  if (open.length > 0) return `<${open.at(-1)}> isn't closed`;
  if (text.slice(at).trim() !== "") return `text after the end: ${text.slice(at, at + 80)}`;
  if (roots !== 1) return `${roots} roots`;
  const numbers = /(?:NaN|Infinity|undefined|null)/.exec(text.replace(/<(title|desc|text)\b[^>]*>[^<]*<\/\1>/g, ""));
  return numbers === null ? undefined : `${numbers[0]} among the coordinates`;
}
