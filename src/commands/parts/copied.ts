import { type Copying, copying } from "../../copying.ts";
import type { DataFacts } from "../../lenses/index.ts";
import type { TestedSeries } from "./engine.ts";

/** The simple methods that a net may repeat, and how to see it in a test. */
const repeated = ["naive", "seasonal-naive"] as const;

/** How a simple method is repeated by the net in most of the series that it was tested on; undefined where it has something of its own. */
export function copiedOf(test: readonly TestedSeries[], net: string): DataFacts["copying"] {
  for (const of of repeated) {
    const judged = test.flatMap(({ target, origins, methods }): Copying[] => {
      const forecasts = (method: string) => methods.find((one) => one.name === method)?.forecasts;
      const [own, simple] = [forecasts(net), forecasts(of)];
      if (own === undefined || simple === undefined) return [];
      const actual = origins.map((origin, w) => Array.from(target).slice(origin, origin + own[w].length));
      return [copying(actual, own, simple)];
    });
    const copies = judged.filter((one) => one.copies);
    if (copies.length * 2 <= judged.length) continue;
    const n = copies.reduce((sum, one) => sum + one.n, 0);
    const share = copies.reduce((sum, one) => sum + (one.share ?? 0) * one.n, 0) / n;
    return { share, n, copies: true, of };
  }
  return undefined;
}
