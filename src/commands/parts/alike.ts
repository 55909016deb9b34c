import type { Note } from "../../data/table.ts";

/** A note for each group of classes whose names differ only in case or in spaces around them: usually one class, written in two ways. */
export function alike(classes: Iterable<string | undefined>): Note[] {
  const groups = new Map<string, string[]>();
  for (const name of new Set(classes)) {
    if (name === undefined) continue;
    const plain = name.trim().toLowerCase();
    groups.set(plain, [...(groups.get(plain) ?? []), name]);
  }
  const several = [...groups.values()].filter((names) => names.length > 1);
  return several.map((names) => ({ code: "classes-alike", fields: { names: names.sort().join(", ") } }));
}
