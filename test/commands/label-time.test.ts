import { describe, expect, it } from "vitest";
import { readLabelledCsv } from "../../src/commands/label/read-csv.ts";

const rows = (recording: string): string[] =>
  Array.from({ length: 40 }, (_, t) => `${recording}${t},${t % 7},${t % 10 < 3 ? "bump" : "calm"}`);
const read = (header: string, lines: readonly string[], asked: { features?: string } = {}) => {
  const given = { ...{ time: undefined, id: undefined, label: undefined, features: undefined, background: undefined }, ...asked };
  const options = { decimal: undefined, order: undefined, ...given } as Parameters<typeof readLabelledCsv>[2];
  return readLabelledCsv("a.csv", new TextEncoder().encode([header, ...lines].join("\n")), options, undefined);
};
const rolesOf = ({ roles }: ReturnType<typeof read>) => Object.fromEntries(roles.map(({ role, columns }) => [role, columns.join()]));

describe("a column of numbers under a clock's name", () => {
  it("is the time where two recordings each start it again", () => {
    const roles = rolesOf(read("id,t,level,state", [...rows("a,"), ...rows("b,")]));
    expect(roles).toMatchObject({ time: "t", id: "id", features: "level" });
  });

  it("is the time where a line comes twice, and where the file is in another order", () => {
    const lines = rows("");
    expect(rolesOf(read("t,level,state", [...lines, lines[5]]))).toMatchObject({ time: "t", features: "level" });
    expect(rolesOf(read("t,level,state", [...lines].reverse()))).toMatchObject({ time: "t", features: "level" });
  });

  it("is a feature where it is asked for as one", () => {
    expect(rolesOf(read("t,level,state", rows(""), { features: "t,level" }))).toMatchObject({ features: "t,level" });
  });

  it("a day or hour that comes again stays a feature", () => {
    const roles = rolesOf(read("day,level,state", [...rows(""), ...rows("")]));
    expect(roles.time).toBeUndefined();
    expect(roles.features).toBe("day,level");
  });
});
