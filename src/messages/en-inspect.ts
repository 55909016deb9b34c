/** What `memoria inspect` says. */

const s = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const inspect = {
  column: "column",
  kind: "holds",
  missing: "missing",
  range: "from … to",
  role: "role",
  kinds: { number: "numbers", time: "times", text: "text" },
  roles: { time: "time", id: "id", target: "target", known: "known", past: "past", static: "static" },
  guessed: (role: string) => `${role} (guessed)`,
  different: (count: string, first: string) => `${s(count, "value", "different values")}: ${first}`,
  moreColumns: (count: string) => `… ${s(count, "more column", "more columns")}`,
  encoding: (name: string) => `text in ${name}`,
  series: "series",
  forms: {
    single: "one series",
    long: "long: a series for each value of the id columns",
    wide: "wide: a series a column",
    rows: "a series a row",
  },
  lengths: (count: string, least: string, most: string) =>
    least === most ? `${count} of ${s(least, "row", "rows")}` : `${count} of ${least} to ${s(most, "row", "rows")}`,
  span: (first: string, last: string) => `${first} to ${last}`,
  would: "forecast",
  season: (season: string) => (season === "1" ? "no season found" : `season ${season}`),
  lookback: (rows: string) => `lookback ${rows}`,
  next: "To forecast it:",
};
