/**
 * Exponential smoothing state space models, the best by corrected AIC: Hyndman, Koehler, Snyder & Grose, "A state space framework for
 * automatic forecasting using exponential smoothing methods", International Journal of Forecasting 18 (2002), fitted by the augurs library
 * (MIT or Apache-2.0; WebAssembly, loaded by `ready`). Additive or multiplicative errors; no, an additive or a damped trend ("ZZN").
 *
 * Season m > 1, with two whole seasons or more: MSTL (Bandara, Hyndman & Bergmeir, arXiv:2107.13462, v1) takes the series apart by loess,
 * ETS forecasts what is seasonally adjusted, and the last season is added. With fewer rows the season is ignored.
 *
 * Missing values are filled for the fit as `withoutGaps` says; h counts from the end of the history, missing rows included. Histories of
 * more than 1,000 rows: the last 1,000 (or four seasons, if more; at most 5,000). A constant series is forecast as its value. Where the
 * library finds no model (under 7 rows, say) or gives a number that is not finite, the forecast is the seasonal naive one, or the naive
 * one without a season.
 *
 * The library is given values of at most 1 in size, and less their mean where they vary by under a hundredth of it: MSTL works in float32.
 */
import { readPackageFile } from "#storage";
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { withoutGaps } from "../data/interpolate.ts";
import { ModelError } from "../errors.ts";
import { lastRow } from "./naive.ts";
import { seasonalNaive } from "./seasonal-naive.ts";

/** What we use of the library: a model is fitted once, and freed. */
interface Fitted {
  fit(y: Float64Array): void;
  predict(horizon: number): { readonly point: ArrayLike<number> };
  free(): void;
}
interface Library {
  readonly plain: () => Fitted;
  readonly seasonal: (season: number) => Fitted;
}

let library: Library | undefined;
let loading: Promise<Library> | undefined;

async function load(): Promise<Library> {
  try {
    const [single, seasonal] = await Promise.all([import("@bsull/augurs/ets"), import("@bsull/augurs/mstl")]);
    const [singleBytes, seasonalBytes] = await Promise.all([
      readPackageFile("@bsull/augurs/ets", "ets_bg.wasm"),
      readPackageFile("@bsull/augurs/mstl", "mstl_bg.wasm"),
    ]);
    await single.default(singleBytes && { module_or_path: singleBytes as Uint8Array<ArrayBuffer> });
    await seasonal.default(seasonalBytes && { module_or_path: seasonalBytes as Uint8Array<ArrayBuffer> });
    return { plain: () => new single.AutoETS(1, "ZZN"), seasonal: (season) => seasonal.MSTL.ets([season]) };
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : `${cause}`;
    const hint = "install memoria again; in a browser, let the bundler copy @bsull/augurs' .wasm files";
    throw new ModelError({
      code: "baseline-load",
      where: "baseline ets",
      expected: "the library augurs",
      got,
      hint,
      cause,
      fields: { got },
    });
  }
}

export const ets: Baseline = {
  name: "ets",
  needs: (season) => Math.max(7, 2 * season),
  slow: true,
  async ready() {
    loading ??= load();
    try {
      library = await loading;
    } catch (cause) {
      loading = undefined;
      throw cause;
    }
  },
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    lastRow(history);
    if (library === undefined) {
      const hint = "await readyBaselines() first";
      throw new ModelError({ code: "baseline-not-ready", where: "baseline ets", expected: "its library loaded", got: "not loaded", hint });
    }
    const { values, trailing } = withoutGaps(history, season);
    const recent = values.subarray(Math.max(0, values.length - Math.min(5000, Math.max(1000, 4 * season))));
    const point = fitted(library, recent, trailing + horizon, recent.length >= 2 * season ? season : 1);
    return point?.slice(trailing) ?? seasonalNaive.forecast(history, horizon, { season });
  },
};

/** The next values, or undefined where the library has no finite answer. */
function fitted({ plain, seasonal }: Library, values: Float64Array, ahead: number, season: number): Float64Array | undefined {
  const { level, scale } = sizes(values);
  if (scale === 0) return new Float64Array(ahead).fill(level);
  const model = season === 1 ? plain() : seasonal(season);
  try {
    model.fit(values.map((value) => value / scale - level / scale));
    const point = Float64Array.from(model.predict(ahead).point, (value) => (value + level / scale) * scale);
    return point.length === ahead && point.every(Number.isFinite) ? point : undefined;
  } catch {
    return undefined;
  } finally {
    model.free();
  }
}

/** What to subtract and then divide by; a scale of 0 for a constant series. */
function sizes(values: Float64Array): { level: number; scale: number } {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [values[0], values[0]]);
  if (low === high) return { level: low, scale: 0 };
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const level = high / 2 - low / 2 < Math.abs(mean) / 200 ? mean : 0;
  return { level, scale: Math.max(Math.abs(low - level), Math.abs(high - level)) };
}
