import { wrap } from "../text.ts";

/** A table in characters. Numbers stand right-aligned; where the width is too small, each row becomes a short list. */

export interface TableColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

export interface TableStyle {
  /** Width in characters. */
  readonly columns: number;
  /** Before each line. Default two spaces. */
  readonly indent?: string;
}

export interface TableData {
  readonly columns: readonly TableColumn[];
  /** One text a column. */
  readonly rows: readonly (readonly string[])[];
}

/** Lines of the table, without a line break at the end. */
export function table({ columns, rows }: TableData, { columns: width, indent = "  " }: TableStyle): string {
  const widths = columns.map(({ title }, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const total = indent.length + widths.reduce((sum, part) => sum + part, 0) + 2 * (columns.length - 1);
  if (total > width) return stacked(columns, rows, width);
  const line = (cells: readonly string[]) =>
    indent +
    cells
      .map((cell, i) => (columns[i].align === "left" ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)].join("\n");
}

function stacked(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): string {
  const titleWidth = Math.max(...columns.slice(1).map(({ title }) => title.length));
  const valueWidth = Math.max(...rows.flatMap((row) => row.slice(1).map((cell) => cell.length)));
  const aligned = 2 + titleWidth + 2 + valueWidth <= width;
  return rows
    .flatMap(([first, ...rest]) => [
      ...wrap(first, width, "  "),
      ...rest.flatMap((cell, i) => {
        const { title } = columns[i + 1];
        return aligned ? [`  ${title.padEnd(titleWidth)}  ${cell.padStart(valueWidth)}`] : wrap(`  ${title} ${cell}`, width, "    ");
      }),
    ])
    .join("\n");
}
