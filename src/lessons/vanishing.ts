/**
 * L12: gradients of far steps tend to zero. With a random W_h of spectral radius 0.9 they do, though σ > 1 and the bound (γσ)^lag says nothing; the weights are
 * shared by all steps, so it is the far steps' contribution that vanishes, and the gradient of w_h itself does not.
 */
import type { Claim } from "../lesson.ts";
import { pow } from "../math.ts";
import { flowAt } from "./shared/flow.ts";

export const vanishing: Claim = {
  id: "L12",
  async measure(settings) {
    const lags = settings.quick ? 60 : 100;
    const shown = [5, 10, 20, 40, lags];
    const flows = [0.5, 0.9, 1.2].map((rho) => flowAt(rho, lags, settings));
    const [, flow] = flows;
    const vanishes = flow.gradient[40] < -2 && flow.gradient[lags] < flow.gradient[20];
    return {
      id: "L12",
      standing: vanishes && flow.weights > 0.1 ? "partly" : "fails",
      figures: {
        sigma: flow.sigma,
        rho: flow.rho,
        at40: pow(10, flow.gradient[40]),
        bound40: pow(10, flow.bound[40]),
        weights: flow.weights,
      },
      table: {
        columns: ["ρ", "σ", ...shown.map((lag) => `δ_{T−${lag}}`)],
        rows: flows.map(({ rho, sigma, gradient }) => [rho, sigma, ...shown.map((lag) => pow(10, gradient[lag]))]),
      },
    };
  },
};
