import { cellText } from "../../data/group.ts";
import type { Column } from "../../data/table.ts";
import { DataError, show } from "../../errors.ts";
import type { Source } from "./future.ts";

/** The one value that a series has of a column; missing where all its cells are. Throws DataError `static-varies` for two. */
export function staticValue(
  source: Source,
  column: Column,
  { layout, ids }: { readonly layout: { readonly rows: Uint32Array }; readonly ids: readonly string[] },
): number | string {
  let found = "";
  for (const row of layout.rows) {
    const text = cellText(column, row);
    if (text === "" || text === found) continue;
    if (found !== "") {
      const where = `${source.place(row)}, column "${column.name}"`;
      const got = `${show(found)} and ${show(text)}`;
      const series = ids.join("/");
      const expected = series === "" ? "one value for the whole series" : `one value for all of series ${show(series)}`;
      const hint = `use --known or --past ${column.name}`;
      throw new DataError({
        code: "static-varies",
        where,
        expected,
        got,
        hint,
        fields: { where, series, column: column.name, first: found, other: text },
      });
    }
    found = text;
  }
  return column.kind === "number"
    ? found === ""
      ? NaN
      : Number(column.values[layout.rows.find((row) => !Number.isNaN(column.values[row])) ?? 0])
    : found;
}
