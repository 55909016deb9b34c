import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/data/csv.ts";
import { groupRows } from "../../src/data/group.ts";
import { layNumbers, layText } from "../../src/data/lay.ts";
import { withoutSign } from "../../src/data/sign.ts";

describe("laying rows on a grid", () => {
  it.each([
    ["sum", [3, NaN, 8]],
    ["mean", [1.5, NaN, 4]],
    ["last", [2, NaN, 3]],
  ] as const)("%s, without the missing and those left out", (how, grid) => {
    expect([...layNumbers([1, 2, 5, NaN, 3, 99], [0, 0, 2, 1, 2, -1], 3, how)]).toEqual(grid);
  });

  it("keeps the last text", () => {
    expect(layText(["a", "b", "", "c"], [0, 0, 0, -1], 2)).toEqual(["b", ""]);
  });
});

describe("groupRows", () => {
  it("groups by text, numbers and codes with zeros before them, in the order of the table", () => {
    const { columns, rows } = readCsv("a,b,c\nx,007,1\ny,007,1\nx,007,1\nx,010,2\n");
    const groups = groupRows(columns.slice(0, 2), rows);
    expect(groups.keys).toEqual([
      ["x", "007"],
      ["y", "007"],
      ["x", "010"],
    ]);
    expect(groups.rows.map((list) => [...list])).toEqual([[0, 2], [1], [3]]);
  });
});

describe("withoutSign", () => {
  it.each([
    [["€ 1.234,50", "-€ 2", ""], ["1.234,50", "-2", ""], "€"],
    [["12 %", "3,5%", "NA"], ["12", "3,5", "NA"], "%"],
    [["$1,234.50", "$-3"], ["1,234.50", "-3"], "$"],
  ])("%j", (cells, bare, sign) => {
    expect(withoutSign(cells)).toEqual({ cells: bare, sign });
  });

  it.each([[["€ 1", "$ 2"]], [["€ 1", "2"]], [["abc"]], [["", "NA"]]])("not %j", (cells) => {
    expect(withoutSign(cells)).toBeUndefined();
  });

  it("is said when a column is read so", () => {
    const table = readCsv("fecha;importe\n2024-01-01;€ 1.234,50\n2024-01-02;€ 2\n");
    expect([...table.columns[1].values]).toEqual([1234.5, 2]);
    expect(table.notes).toEqual([{ code: "column-sign", fields: { column: "importe", sign: "€" } }]);
  });
});

describe("rows above the header", () => {
  it("are refused with what to skip, and skipped when asked", () => {
    const text = "Informe;;\n;;\nfecha;tienda;importe\n2024-01-01;a;3\n2024-01-02;b;4\n";
    expect(() => readCsv(text, { name: "v.csv" })).toThrow(
      expect.objectContaining({
        code: "csv-title",
        message: 'v.csv, line 1: expected the names of the columns, got "Informe"; skip 2 lines',
      }),
    );
    const table = readCsv(text, { skip: 2 });
    expect([table.columns.map(({ name }) => name), [...table.lines]]).toEqual([
      ["fecha", "tienda", "importe"],
      [4, 5],
    ]);
  });
});
