import { describe, expect, it } from "vitest";
import { figures, linear, recurrent, sequential } from "../../src/index.ts";
import { xmlFault } from "../helpers/xml.ts";

const net = () => sequential([recurrent({ cell: "rnn", input: 3, hidden: 8, layers: 2 }), linear({ output: 1 })]);
const drawn = {
  unrolled: (options = {}) => figures.unrolled(net(), options),
  unit: (options = {}) => figures.unit("lstm", options),
  chain: (options = {}) => figures.chain(options),
  problemTypes: (options = {}) => figures.problemTypes(options),
};

describe("figures", () => {
  it.each(Object.keys(drawn) as (keyof typeof drawn)[])(
    "%s is well formed in both languages, wide and narrow, alone and in a page",
    (kind) => {
      for (const language of ["en", "es"]) {
        for (const width of [350, 760]) {
          for (const inside of [undefined, "p1"])
            expect(xmlFault(drawn[kind]({ language, width, ...(inside && { inside }) }))).toBeUndefined();
        }
      }
      expect(drawn[kind]({ language: "es" })).not.toBe(drawn[kind]());
      expect(() => drawn[kind]({ language: "fr" })).toThrow("unknown language: expected one of en, es");
      expect(() => drawn[kind]({ wide: 3 })).toThrow("unknown option");
    },
  );
});
