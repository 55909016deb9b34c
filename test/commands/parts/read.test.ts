import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadData, type ReadOptions, readData } from "../../../src/commands/parts/read.ts";
import { MemoriaError } from "../../../src/errors.ts";
import { speechOf, wordError } from "../../../src/message.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, given: ReadOptions = {}, future?: string) =>
  readData("v.csv", bytes(text), given, future === undefined ? undefined : { file: "f.csv", bytes: bytes(future) });
const csv = (...rows: readonly (readonly (string | number)[])[]) => `${rows.map((row) => row.join(",")).join("\n")}\n`;
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
const days = (count: number, from = 0) => Array.from({ length: count }, (_, i) => day(from + i));
const roles = ({ roles: list }: ReadData) => list.map(({ role, column, guessed }) => `${role}=${column}${guessed ? "?" : ""}`).join(" ");
const values = ({ series }: ReadData) => Object.fromEntries(series.map((one) => [one.series.id, [...Array.from(one.series.target)]]));
const codes = ({ notes }: ReadData) => notes.map(({ code }) => code);
function refusal(run: () => unknown): MemoriaError {
  try {
    run();
  } catch (error) {
    if (error instanceof MemoriaError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

const stores = (names: readonly string[], count: number, more = (_s: number, _i: number): readonly (string | number)[] => []) =>
  names.flatMap((name, s) => days(count).map((date, i) => [name, date, 10 * s + i, ...more(s, i)]));

describe("data forms", () => {
  it("long: a series for each id, under English, Spanish and common headers", () => {
    for (const header of ["unique_id,ds,y", "item_id,timestamp,target", "tienda,fecha,ventas", "store,date,sales"]) {
      const [id, time, target] = header.split(",");
      const data = read(csv([header], ...stores(["A", "B"], 4)));
      expect([data.form, roles(data)]).toEqual(["long", `time=${time}? id=${id}? target=${target}?`]);
      expect(values(data)).toEqual({ A: [0, 1, 2, 3], B: [10, 11, 12, 13] });
      expect(data.series[1]).toMatchObject({ ids: ["B"], target, labels: days(4) });
      expect(data.series[1].ahead(2)).toEqual(days(2, 4));
    }
  });

  it("long: the fewest id columns that tell series apart; the coarser ones are static; numbers can be ids", () => {
    const rows = ["n", "s"].flatMap((region, r) =>
      [1, 2].flatMap((store) => ["pan", "vino"].flatMap((product) => days(3).map((date, i) => [region, 10 * r + store, product, date, i]))),
    );
    const data = read(csv(["region", "store", "product", "date", "sales"], ...rows));
    expect(roles(data)).toBe("time=date? id=store? id=product? target=sales? static=region?");
    expect(data.series.map(({ series }) => series.id)).toEqual([
      "1/pan",
      "1/vino",
      "2/pan",
      "2/vino",
      "11/pan",
      "11/vino",
      "12/pan",
      "12/vino",
    ]);
    expect(data.series[7].series.static).toEqual({ region: "s" });
  });

  it("long: --id as asked, in any order of flags, or none", () => {
    const text = csv(
      ["a", "b", "date", "y"],
      ...["x", "y"].flatMap((a) => ["u", "v"].flatMap((b) => days(3).map((date, i) => [a, b, date, i]))),
    );
    expect(roles(read(text, { id: "a,b" }))).toBe("time=date? id=a id=b target=y?");
    expect(refusal(() => read(text)).code).toBe("time-repeated");
    const one = read(text, { id: "none", every: "day", agg: "sum" });
    expect([one.form, values(one)]).toEqual(["single", { y: [0, 4, 8] }]);
  });

  it("wide: named columns or a pattern, a series each; with ids, one for both", () => {
    const text = csv(["fecha", "ventas_a", "ventas_b", "otra"], ...days(4).map((date, i) => [date, i, i === 0 ? "" : 2 * i, 7 + i]));
    for (const target of ["ventas_*", "ventas_a,ventas_b", '"ventas_a", ventas_b']) {
      const data = read(text, { target });
      expect([data.form, values(data)]).toEqual(["wide", { ventas_a: [0, 1, 2, 3], ventas_b: [2, 4, 6] }]);
      expect(data.series[1].labels).toEqual(days(3, 1));
      expect(data.notes).toContainEqual({ code: "columns-unused", fields: { columns: "otra", flags: "--known, --past" } });
    }
    const both = read(csv(["tienda", "fecha", "a", "b"], ...stores(["M", "L"], 3, (_, i) => [i])), { target: "a,b" });
    expect(both.series.map(({ series }) => series.id)).toEqual(["M/a", "M/b", "L/a", "L/b"]);
  });

  it("takes a column whose name has commas", () => {
    const text = `fecha,"precio, neto",b\n${days(3)
      .map((date, i) => `${date},${i},1`)
      .join("\n")}\n`;
    for (const target of ["precio, neto", '"precio, neto"']) expect(values(read(text, { target }))).toEqual({ "precio, neto": [0, 1, 2] });
  });

  it("joint: each target sees all of them", () => {
    const text = csv(["date", "a", "b"], ...days(3).map((date, i) => [date, i, 10 + i]));
    const [a, b] = read(text, { target: "a,b", joint: true }).series;
    expect(a.series.past).toEqual({ a: Float64Array.of(0, 1, 2), b: Float64Array.of(10, 11, 12) });
    expect([a.series.id, b.series.id, b.series.static, b.target]).toEqual(["a", "b", { target: "b" }, "b"]);
    expect(refusal(() => read(text, { target: "a", joint: true })).code).toBe("joint-single");
  });

  it("M4: a series a row, ragged at the end", () => {
    const data = read('"V1","V2","V3","V4","V5"\n"W1",1,2,3,4\n"W2",1,,3,\n"W3",5,6,,\n');
    expect([data.form, roles(data), values(data)]).toEqual(["rows", "id=V1?", { W1: [1, 2, 3, 4], W2: [1, NaN, 3], W3: [5, 6] }]);
    expect(data.series[1]).toMatchObject({ labels: ["1", "2", "3"], ids: ["W2"] });
    expect(data.series[1].ahead(2)).toEqual(["4", "5"]);
    expect(codes(data)).toEqual(["series-in-rows", "values-missing"]);
  });

  it("one series without a header, and a saved index without a name", () => {
    const bare = read(csv(...days(4).map((date, i) => [date, i])));
    expect([roles(bare), codes(bare)]).toEqual(["time=column1? target=column2?", ["no-header"]]);
    const saved = read(",0\n1821,269\n1822,321\n1823,585\n");
    expect([roles(saved), values(saved), saved.frequency]).toEqual([
      "time=column1? target=0?",
      { "0": [269, 321, 585] },
      { unit: "year", count: 1 },
    ]);
  });
});

describe("roles", () => {
  it("known from rows ahead, static and past as asked; text stays text", () => {
    const rows = stores(["A", "B", "C"], 5, (s, i) => [i % 2, s === 2 ? "sur" : "norte", i < 3 ? "sol" : ""]).map((row) =>
      Number(String(row[1]).slice(-2)) > 3 ? [row[0], row[1], "", ...row.slice(3)] : row,
    );
    const data = read(csv(["store", "date", "sales", "promo", "zone", "sky"], ...rows), { past: "sky", horizon: 2 });
    expect(roles(data)).toBe("time=date? id=store? target=sales? known=promo? past=sky static=zone?");
    expect(data.series[2].series).toMatchObject({
      target: Float64Array.of(20, 21, 22),
      past: { sky: ["sol", "sol", "sol"] },
      static: { zone: "sur" },
    });
    expect(data.series[2].series.known).toEqual({ promo: Float64Array.of(0, 1, 0, 1, 0) });
    const short = refusal(() => read(csv(["store", "date", "sales", "promo", "zone", "sky"], ...rows), { horizon: 3 }));
    expect([short.code, short.message]).toEqual([
      "future-short",
      'v.csv, series "A": expected 3 rows ahead with promo, got 2; add rows from 2024-01-06 on, without the target (or in --future FILE), or --horizon 2',
    ]);
  });

  it.each([
    [{ known: "sales" }, "column-twice"],
    [{ target: "sale" }, "column-unknown"],
    [{ static: "promo" }, "static-varies"],
    [{ agg: "sum" }, "option-missing"],
  ] as const)("refuses %j", (given, code) => {
    const text = csv(["store", "date", "sales", "promo"], ...stores(["A", "B"], 3, (_, i) => [i]));
    expect(refusal(() => read(text, { target: "sales", ...given })).code).toBe(code);
  });
});

describe("rows", () => {
  const tickets =
    "fecha;tienda;importe\n30/01/2024 10:15;M;12,50\n30/01/2024 11:00;L;2\n30/01/2024 19:59;M;2,5\n31/01/2024 20:00;M;1.000,25\n02/02/2024 19:50;L;7\n02/02/2024 19:55;M;1\n";

  it("adds up tickets by day; empty days are masked, or 0 by choice, to the end of the file", () => {
    const data = read(tickets, { every: "day", agg: "sum" });
    expect(values(data)).toEqual({ M: [15, 1000.25, NaN, 1], L: [2, NaN, NaN, 7] });
    expect([roles(data), data.decimal, data.series[0].labels[1], data.frequency]).toEqual([
      "time=fecha? id=tienda? target=importe?",
      ",",
      "31/01/2024",
      { unit: "day", count: 1 },
    ]);
    expect(data.notes).toContainEqual({ code: "periods-empty", fields: { count: 3, masked: 1 } });
    expect(values(read(tickets, { every: "day", agg: "sum", fill: "zero" }))).toEqual({ M: [15, 1000.25, 0, 1], L: [2, 0, 0, 7] });
    expect(values(read(tickets, { every: "day", agg: "last", id: "none", fill: "last" }))).toEqual({ importe: [2.5, 1000.25, 1000.25, 1] });
    expect(values(read(tickets, { every: "day", agg: "mean", id: "none" })).importe[0]).toBeCloseTo(17 / 3, 12);
  });

  it("asks how, and says how to make irregular or repeated times regular, in both languages", () => {
    expect(refusal(() => read(tickets, { every: "day" })).message).toBe(
      "missing --agg: expected sum, mean or last, got several rows in one period (v.csv, line 4); --agg sum for sales, mean for temperatures or prices, last for a stock",
    );
    const irregular = refusal(() => read(tickets));
    expect([irregular.code, wordError(irregular, speechOf("es"))]).toEqual([
      "time-irregular",
      "v.csv, línea 4, fecha: se esperaba tiempos a pasos regulares, hay otros irregulares; hágalos regulares, como con --every day --agg sum (o mean, last)",
    ]);
    const twice = refusal(() => read(csv(["date", "y"], ["2024-01-01", 1], ["2024-01-01", 2], ["2024-01-02", 3])));
    expect([twice.code, twice.where]).toEqual(["time-repeated", "v.csv, line 3, date"]);
    expect(refusal(() => read("y\n1\n2\n", { every: "day", agg: "sum" })).code).toBe("every-without-time");
  });

  it("leaves out a month that isn't finished, and for sums one that isn't whole at the beginning", () => {
    const text = csv(["date", "y"], ...days(102, 9).map((date) => [date, 1]));
    const sums = read(text, { every: "month", agg: "sum" });
    expect([sums.series[0].labels, values(sums)]).toEqual([["2024-02", "2024-03"], { y: [29, 31] }]);
    expect(sums.notes).toContainEqual({ code: "period-unfinished", fields: { period: "2024-04" } });
    expect(sums.notes).toContainEqual({ code: "period-unbegun", fields: { period: "2024-01" } });
    expect(codes(sums)).toEqual(["period-unbegun", "period-unfinished"]);
    const whole = read(csv(["date", "y"], ...days(91).map((date) => [date, 1])), { every: "month", agg: "sum" });
    expect([whole.series[0].labels, codes(whole)]).toEqual([["2024-01", "2024-02", "2024-03"], []]);
  });

  it("sorts, masks gaps and counts them", () => {
    const data = read(csv(["date", "y"], [day(3), 4], [day(0), 1], [day(1), ""], [day(5), 6], [day(4), 5]));
    expect(values(data)).toEqual({ y: [1, NaN, NaN, 4, 5, 6] });
    expect(data.notes).toEqual([
      { code: "rows-unsorted", fields: {} },
      { code: "rows-absent", fields: { count: 1, masked: 1 } },
      { code: "values-missing", fields: { count: 1, masked: 1 } },
    ]);
  });

  it("says which series end before the others, and leaves out those without a value", () => {
    const rows = [...stores(["A"], 5), ...stores(["B"], 3), ...days(3).map((date) => ["C", date, ""])];
    const data = read(csv(["store", "date", "sales"], ...rows));
    expect(Object.keys(values(data))).toEqual(["A", "B"]);
    expect(data.notes).toEqual([
      { code: "series-unobserved", fields: { count: 1, first: "C" } },
      { code: "series-ended", fields: { count: 1, first: "B" } },
    ]);
  });

  it("reads days stamped in universal time across daylight saving as days, and writes the next ones so", () => {
    const madrid = (i: number) => (i < 31 - 1 ? `${day(59 + i)} 23:00` : `${day(59 + i)} 22:00`);
    const data = read(csv(["date", "y"], ...Array.from({ length: 40 }, (_, i) => [madrid(i), i])));
    expect([data.frequency, codes(data)]).toEqual([{ unit: "day", count: 1 }, []]);
    expect(values(data).y).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(data.series[0].ahead(1)).toEqual(["2024-04-09 22:00"]);
  });

  it("reads wall-clock hours of Madrid: the hour lacking on 31-03 is masked, the repeated one on 27-10 is one", () => {
    const hours = (date: string, skip: number, twice: number) =>
      Array.from({ length: 24 }, (_, h) => h).flatMap((h) =>
        (h === skip ? [] : h === twice ? [h, h] : [h]).map((at) => `${date} ${`${at}`.padStart(2, "0")}:00`),
      );
    const spring = read(csv(["t", "y"], ...[...hours("2024-03-30", -1, -1), ...hours("2024-03-31", 2, -1)].map((t, i) => [t, i])));
    expect([values(spring).y[26], values(spring).y.length, codes(spring)]).toEqual([NaN, 48, ["clock-change"]]);
    const autumn = read(csv(["t", "y"], ...[...hours("2024-10-26", -1, -1), ...hours("2024-10-27", -1, 2)].map((t, i) => [t, i])));
    expect([values(autumn).y[26], values(autumn).y.length, codes(autumn)]).toEqual([26.5, 48, ["clock-change"]]);
  });
});

describe("--future", () => {
  const own = csv(["tienda", "fecha", "ventas", "promo"], ...stores(["M", "L"], 4, (_, i) => [i % 2]));
  const ahead = (rows: readonly (readonly (string | number)[])[], header = ["tienda", "fecha", "promo"]) => csv(header, ...rows);
  const good = ["M", "L"].flatMap((name) => days(3, 4).map((date, i) => [name, date, i]));

  it("gives known columns their values ahead", () => {
    const data = read(own, { horizon: 3 }, ahead(good));
    expect([roles(data), data.rows]).toEqual(["time=fecha? id=tienda? target=ventas? known=promo?", 8]);
    expect(data.series[1].series.known).toEqual({ promo: Float64Array.of(0, 1, 0, 1, 0, 1, 2) });
    expect(data.series[1].aheadRows).toBe(3);
  });

  it.each([
    ["a gap", ahead(good.filter(([, date]) => date !== day(4))), "future-time", "f.csv, line 2"],
    ["times of the past", ahead(good.map(([name], i) => [name, day(2 + (i % 3)), 1])), "future-time", "f.csv, line 2"],
    ["another series", ahead([...good, ["X", day(4), 1]]), "future-series", "f.csv, line 8"],
    [
      "no promo",
      ahead(
        good.map((row) => row.slice(0, 2)),
        ["tienda", "fecha"],
      ),
      "future-column",
      "f.csv",
    ],
    [
      "values of the target",
      ahead(
        good.map((row) => [...row, 5]),
        ["tienda", "fecha", "promo", "ventas"],
      ),
      "future-observed",
      'f.csv, line 2, column "ventas"',
    ],
    ["too few rows", ahead(good.filter(([, date]) => date !== day(6))), "future-short", 'v.csv, series "M"'],
  ])("refuses %s", (_, future, code, where) => {
    const error = refusal(() => read(own, { known: "promo", horizon: 3 }, future));
    expect([error.code, error.where]).toEqual([code, where]);
    expect(wordError(error, speechOf("es"))).toMatch(/se esperaba/);
  });
});

describe("however it is written", () => {
  const table = fc.array(fc.record({ a: fc.integer({ min: -9999, max: 9999 }), b: fc.integer({ min: -9999, max: 9999 }) }), {
    minLength: 4,
    maxLength: 20,
  });
  const half = (value: number, mark: string) => `${value}${mark}5`;
  const long = (rows: readonly { a: number; b: number }[]) =>
    rows.flatMap(({ a, b }, i) => [`a,${day(i)},${half(a, ".")}`, `b,${day(i)},${half(b, ".")}`]);

  it("shuffled rows give the same series, and wide the same as long", () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const lines = long(rows);
        const expected = values(read(["store,date,y", ...lines].join("\n")));
        const order = lines.map((line) => ({ line, key: keys.next().value })).sort((p, q) => p.key - q.key);
        expect(values(read(["store,date,y", ...order.map(({ line }) => line)].join("\n")))).toEqual(expected);
        const wide = ["date,a,b", ...rows.map(({ a, b }, i) => `${day(i)},${half(a, ".")},${half(b, ".")}`)].join("\n");
        expect(values(read(wide, { target: "a,b" }))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("any delimiter, decimal mark and encoding give the same series", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(";", "\t", "|"),
        fc.constantFrom(".", ","),
        fc.constantFrom("utf-8", "utf-16le", "latin"),
        (rows, delimiter, mark, encoding) => {
          const text = [["tienda", "año_fecha", "y"], ...long(rows).map((line) => line.split(","))]
            .map((row, i) => row.map((cell, c) => (i > 0 && c === 2 ? cell.replace(".", mark) : cell)).join(delimiter))
            .join("\r\n");
          const raw =
            encoding === "utf-8"
              ? bytes(text)
              : encoding === "latin"
                ? Uint8Array.from(text, (letter) => letter.charCodeAt(0))
                : new Uint8Array(Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer);
          expect(values(readData("v.csv", raw, {}))).toEqual(values(read(["store,date,y", ...long(rows)].join("\n"))));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("of times all but one of which are dates names the one, as of a row of totals", () => {
    for (const cell of ["2024-02-30", "Total"]) {
      const text = csv(["date", "sales"], ...days(20).map((date, i) => [date, i]), [cell, 190]);
      expect(refusal(() => read(text))).toMatchObject({ code: "time-invalid", where: 'v.csv, line 22, column "date"', got: `"${cell}"` });
    }
  });

  it("of a static column with two values words one series without a name", () => {
    const text = csv(["date", "y", "x"], ...days(20).map((date, i) => [date, i, i % 2 === 0 ? "a" : "b"]));
    const error = refusal(() => read(text, { target: "y", static: "x" }));
    expect(wordError(error, speechOf("en"))).toContain("one value for the whole series");
    expect(wordError(error, speechOf("es"))).toContain("un solo valor en toda la serie,");
  });
});
