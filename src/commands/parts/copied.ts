import { copying } from "../../copying.ts";
import type { TestedSeries } from "./engine.ts";

/** The simple methods that a net may repeat, and how to see it in a test. */
const repeated = ["naive", "seasonal-naive"] as const;

/** Which simple method the net repeats in most of the series that it was tested on; undefined where it has something of its own. */
export function copiedMethod(test: readonly TestedSeries[], net: string): (typeof repeated)[number] | undefined {
  return repeated.find((name) => {
    const judged = test.flatMap(({ target, origins, methods }) => {
      const forecasts = (method: string) => methods.find((one) => one.name === method)?.forecasts;
      const [own, simple] = [forecasts(net), forecasts(name)];
      if (own === undefined || simple === undefined) return [];
      const actual = origins.map((origin, w) => Array.from(target).slice(origin, origin + own[w].length));
      return [copying(actual, own, simple)];
    });
    return judged.length > 0 && judged.filter(({ copies }) => copies).length * 2 > judged.length;
  });
}
