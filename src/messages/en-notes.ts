/** What was noticed while data were read, by the code of its note. */

type Fields = Readonly<Record<string, string | number>>;

const s = (count: string | number, one: string, many: string) => `${count} ${Number(count) === 1 ? one : many}`;
const masked = ({ masked: is }: Fields) => (is === 0 ? "" : ": masked, not filled in");

export const notes = {
  "encoding-assumed": ({ encoding }: Fields) => `read as ${encoding}`,
  "no-header": () => "no header: columns are column1, column2 …",
  "header-duplicate": ({ name }: Fields) => `two columns called ${name}`,
  "header-empty": ({ renamed }: Fields) => `a column without a name: ${renamed}`,
  "column-dropped": () => "an empty column without a name left out",
  "column-empty": ({ column }: Fields) => `${column} is empty`,
  "column-mostly-numbers": ({ column, cell, line }: Fields) => `${column} is text: ${cell} on line ${line} is not a number`,
  "column-mostly-times": ({ column, cell, line }: Fields) => `${column} is text: ${cell} on line ${line} is not a time as the others`,
  "column-sign": ({ column, sign }: Fields) => `${column} without its ${sign}`,
  "column-row-numbers": ({ column }: Fields) => `${column} only numbers the rows`,
  "columns-unused": ({ columns, flags }: Fields) => `not used: ${columns} (to use: ${flags})`,
  "rows-empty": ({ count }: Fields) => `${s(count, "empty row", "empty rows")} at the end left out`,
  "row-trailing-delimiter": () => "delimiters at the end of lines ignored",
  "time-two-digit-year": () => "years of two digits: 70 to 99 are 19.., others 20..",
  "time-zones-mixed": () => "several time zones: all read as UTC",
  "classes-alike": ({ names }: Fields) => `${names} differ only in how they are written: they count as different classes`,
  "values-missing": (fields: Fields) => `${fields.count} missing${masked(fields)}`,
  "values-filled": ({ count, how }: Fields) =>
    `${s(count, "missing value", "missing values")} filled with ${how === "zero" ? "0" : "the last one"}`,
  "rows-absent": (fields: Fields) => `${s(fields.count, "row", "rows")} absent from the calendar${masked(fields)}`,
  "periods-empty": (fields: Fields) =>
    `${s(fields.count, "period", "periods")} without rows${fields.masked === 0 ? "" : ": masked (--fill zero: counted as 0)"}`,
  "period-unfinished": ({ period }: Fields) => `the last period, ${period}, isn't finished: left out`,
  "period-unbegun": ({ period }: Fields) => `the first period, ${period}, isn't whole: left out`,
  "rows-unsorted": () => "rows were not in order of time: sorted",
  "rows-leading": ({ count }: Fields) => `${s(count, "row", "rows")} before the first value left out`,
  "clock-change": ({ count }: Fields) => `${s(count, "hour", "hours")} lacking or repeated where the clocks change`,
  "rows-future": ({ count }: Fields) => `${s(count, "row", "rows")} at the end without a value: not part of the past`,
  "series-in-rows": ({ first, last }: Fields) => `a series a row: its values are ${first} to ${last}`,
  "series-unobserved": ({ count, first }: Fields) => `${s(count, "series", "series")} without any value left out (${first} …)`,
  "series-ended": ({ count, first }: Fields) => `${s(count, "series ends", "series end")} before the others (${first} …)`,
};
