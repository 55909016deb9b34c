import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvOptions, readCsv } from "../../src/data/csv.ts";
import { columnOf, numbersOf } from "../../src/data/table.ts";
import { formatTime } from "../../src/data/time-form.ts";

const codes = (text: string, options?: CsvOptions) => readCsv(text, options).notes.map((note) => note.code);
const kinds = (text: string, options?: CsvOptions) => readCsv(text, options).columns.map((column) => column.kind);
const values = (text: string, column: number, options?: CsvOptions) => [...readCsv(text, options).columns[column].values];

describe("readCsv: dialects", () => {
  it.each([
    [",", "a,b\n1,2\n3,4\n"],
    [";", "a;b\n1,5;2,5\n3;4\n"],
    [";", "2024-01-01;1,5\n2024-01-02;2,5\n"],
    ["\t", "a\tb\n1,5\t2\n3\t4\n"],
    ["|", "a|b\n1|2\n3|4\n"],
    [",", '"a;x","b;y"\n1,2\n'],
    ["", "ventas\n12,5\n13,7\n"],
    ["", "ventas\n12\n13\n"],
  ])("finds the delimiter %j", (delimiter, text) => {
    expect(readCsv(text).delimiter).toBe(delimiter);
  });

  it.each(["\n", "\r\n", "\r"])("takes line ends %j, mixed ones too, and line breaks in quotes", (end) => {
    const table = readCsv(["a,b", "1,x", '2,"y', 'z"', "3,w"].join(end) + end);
    expect(table.columns.map((column) => [...column.values])).toEqual([
      [1, 2, 3],
      ["x", "y\nz", "w"],
    ]);
    expect([...table.lines]).toEqual([2, 3, 5]);
    expect(values("a,b\r\n1,2\n3,4\r5,6", 1)).toEqual([2, 4, 6]);
  });

  it("reads quotes, doubled quotes and delimiters in quotes", () => {
    expect(values('n,t\n1,"a ""b"", c"\n', 1)).toEqual(['a "b", c']);
  });

  it("reads bytes in UTF-16 and Windows-1252", () => {
    const text = "fecha;año\n2024-01-01;1,5\n";
    const le = new Uint8Array(2 + 2 * text.length);
    le.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) le[2 + 2 * i] = text.charCodeAt(i);
    expect(readCsv(le).columns[1].name).toBe("año");
    const table = readCsv(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
    expect(table.columns[1].name).toBe("año");
    expect(table.notes).toContainEqual({ code: "encoding-assumed", fields: { encoding: "windows-1252" } });
  });

  it("drops the byte order mark of a text", () => {
    expect(readCsv("\ufeffa,b\n1,2").columns[0].name).toBe("a");
  });
});

describe("readCsv: headers and rows", () => {
  it("names columns when there is no header, and says so", () => {
    const table = readCsv("1,2\n3,4\n");
    expect([table.header, table.rows, table.columns.map((column) => column.name)]).toEqual([false, 2, ["column1", "column2"]]);
    expect(codes("1,2\n3,4\n")).toEqual(["no-header"]);
    expect(readCsv("x,2\ny,4\n", { header: false }).rows).toBe(2);
  });

  it("knows a header with numbers in it when a text stands above numbers", () => {
    const table = readCsv("year,2023,2024\n1,5,6\n2,7,8\n");
    expect([table.header, table.columns.map((column) => column.name)]).toEqual([true, ["year", "2023", "2024"]]);
  });

  it("renames duplicate and empty headers, and says so", () => {
    const table = readCsv("a,a,,a_2\n1,2,3,4\n");
    expect(table.columns.map((column) => column.name)).toEqual(["a", "a_3", "column3", "a_2"]);
    expect(table.notes.map((note) => note.code)).toEqual(["header-duplicate", "header-empty"]);
  });

  it("takes names such as __proto__ as they are", () => {
    const table = readCsv("__proto__,constructor\n1,2\n");
    expect([...numbersOf(table, "__proto__")]).toEqual([1]);
    expect([...numbersOf(table, "constructor")]).toEqual([2]);
  });

  it("drops trailing delimiters, empty columns and empty rows at the end, and says so", () => {
    expect(codes("a;b;\n1;2;\n3;4;\n")).toEqual(["column-dropped"]);
    expect(codes("a,b\n1,2,,\n3,4\n,\n,\n\n")).toEqual(["row-trailing-delimiter", "rows-empty"]);
    expect(values("a,b\n1,2,,\n3,4\n,\n,\n\n", 1)).toEqual([2, 4]);
  });

  it("keeps a blank line inside a single column as missing", () => {
    expect(values("ventas\n1\n\n3\n\n", 0)).toEqual([1, NaN, 3]);
  });

  it.each([
    ["a,b\n1,2\n3\n5,6\n", "csv-ragged", "ventas.csv, line 3: expected 2 fields, got 1; look at quotes and delimiters on that line"],
    ["a,b\n1,2\n3,4,5\n", "csv-ragged", "ventas.csv, line 3: expected 2 fields, got 3; look at quotes and delimiters on that line"],
    ['a,b\n"x\ny",2\n3\n', "csv-ragged", "ventas.csv, line 4: expected 2 fields, got 1; look at quotes and delimiters on that line"],
    [
      "Report\na,b\nx,2\n3,4\n",
      "csv-ragged",
      "ventas.csv, line 2: expected 1 fields, got 2; look at quotes and delimiters on that line, or skip the 1 above the header",
    ],
    [
      'a,b\n1,"2\n3,4\n',
      "csv-quotes",
      "ventas.csv, line 2: expected every quote closed, at the end of its cell, got quoted field unterminated",
    ],
    ["", "csv-empty", "ventas.csv: expected rows of data, got an empty file"],
    [" \n\n", "csv-empty", "ventas.csv: expected rows of data, got an empty file"],
    ["a,b\n", "csv-empty", "ventas.csv: expected rows below the header, got none"],
  ])("refuses %j", (text, code, message) => {
    expect(() => readCsv(text, { name: "ventas.csv" })).toThrow(expect.objectContaining({ code, message }));
  });
});

describe("readCsv: numbers", () => {
  it.each([
    ["a;b\n1,5;x\n2;y\n", [1.5, 2]],
    ["a;b\n1.234,5;x\n2.000;y\n", [1234.5, 2000]],
    ['a,b\n"1,234.5",x\n"2,000",y\n', [1234.5, 2000]],
    ["a;b\n1 234,5;x\n1\u00a0000;y\n", [1234.5, 1000]],
    ["a;b\n1.234;0,5\n2.000;1,5\n", [1234, 2000]],
    ["a,b\n1.234,x\n2.000,y\n", [1.234, 2]],
    ["a;b\n1,234;0.5\n2,000;1.5\n", [1234, 2000]],
  ])("reads the first column of %j", (text, expected) => {
    expect(values(text, 0)).toEqual(expected);
  });

  it.each(['a,b\n"1,234",x\n', "a;b\n1,234;x\n2;y\n", "a;b\n1.234;x\n"])(
    "refuses thousands or decimals that nothing decides: %j",
    (text) => {
      const [cell] = /1.234/.exec(text) ?? [];
      const message = `csv, line 2, column "a": expected a number with a known decimal mark, got "${cell}"; thousands or decimals? say decimal "." or ","`;
      expect(() => readCsv(text)).toThrow(expect.objectContaining({ code: "csv-decimal-ambiguous", message }));
      expect(values(text, 0, { decimal: "," })[0]).toBe(cell === "1,234" ? 1.234 : 1234);
      expect(values(text, 0, { decimal: "." })[0]).toBe(cell === "1,234" ? 1234 : 1.234);
    },
  );

  it("refuses a column with both decimal marks", () => {
    expect(() => readCsv("a;b\n1,5;x\n2.5;y\n")).toThrow(expect.objectContaining({ code: "csv-decimal-conflict" }));
  });

  it("counts missing marks, never as 0; the caller can add marks", () => {
    const text = "a,b\n1,x\nNA,y\ns/d,z\n–,w\n-999,v\n";
    expect(values(text, 0, { missing: ["-999"] })).toEqual([1, NaN, NaN, NaN, NaN]);
    expect(readCsv(text).columns[0].missing).toBe(3);
    expect(readCsv(text).notes).toContainEqual({ code: "missing-values", fields: { column: "a", count: 3, rows: 5 } });
  });

  it.each(["12abc", "0x10", "1e999"])("%s keeps its column from being numbers; asking for numbers names line and cell", (cell) => {
    const table = readCsv(`a,b\n1,2\n2,3\n${cell},4\n5,6\n`, { name: "v.csv" });
    expect(table.columns[0].kind).toBe("text");
    expect(table.notes).toContainEqual({ code: "column-mostly-numbers", fields: { column: "a", line: 4, cell, count: 1 } });
    expect(() => numbersOf(table, "a")).toThrow(`v.csv, line 4, column "a": expected a number, got "${cell}"`);
  });

  it("keeps codes with leading zeros as written beside their numbers", () => {
    expect(readCsv("store,b\n007,2\n010,3\n").columns[0]).toMatchObject({ kind: "number", text: ["007", "010"] });
  });

  it("lists the columns when one is unknown", () => {
    expect(() => columnOf(readCsv("a,b\n1,2\n"), "c")).toThrow('unknown column in csv: expected one of a, b, got "c"');
  });

  it("gives back tables of any finite numbers and any text, for each delimiter", () => {
    const text = fc.string({ maxLength: 8 }).map((cell) => `t${cell.replaceAll("\r", "")}`);
    const row = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), text);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom(",", ";", "\t", "|"), (rows, delimiter) => {
        const csv = `n${delimiter}t\n${rows.map(([n, t]) => `${n}${delimiter}"${t.replaceAll('"', '""')}"`).join("\n")}`;
        const table = readCsv(csv, { delimiter, header: true, decimal: "." });
        expect([...table.columns[0].values]).toEqual(rows.map(([n]) => Number(String(n))));
        expect([...table.columns[1].values]).toEqual(rows.map(([, t]) => t.trim()));
      }),
    );
  });
});

describe("readCsv: times", () => {
  it("reads dates as times and writes them back", () => {
    const table = readCsv("fecha;ventas\n31/01/2024;1\n01/02/2024;2\n");
    const [column] = table.columns;
    expect(kinds("fecha;ventas\n31/01/2024;1\n01/02/2024;2\n")).toEqual(["time", "number"]);
    expect(column.kind === "time" && [...column.values].map((value) => formatTime(value, column.form))).toEqual([
      "31/01/2024",
      "01/02/2024",
    ]);
  });

  it("refuses dates whose order nothing says, and takes the order", () => {
    const text = "ds,y\n03/04/2024,1\n03/05/2024,2\n";
    expect(() => readCsv(text)).toThrow(expect.objectContaining({ code: "time-ambiguous", where: 'csv, column "ds", line 2' }));
    expect(values(text, 0, { order: "dmy" })[0]).toBe(Date.UTC(2024, 3, 3));
    expect(values(text, 0, { order: "mdy" })[0]).toBe(Date.UTC(2024, 2, 4));
  });

  it("says when a column is mostly times", () => {
    expect(codes("ds,y\n2024-01-01,1\n2024-01-02,2\nhoy,3\n")).toEqual(["column-mostly-times"]);
  });

  it("takes the delimiter from a spreadsheet's first line", () => {
    const table = readCsv("sep=;\r\nfecha;ventas\r\n2024-01-01;1,5\r\n2024-01-02;2,5\r\n");
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["fecha", "time"],
      ["ventas", "number"],
    ]);
    expect([table.delimiter, ...table.lines]).toEqual([";", 3, 4]);
  });
});
