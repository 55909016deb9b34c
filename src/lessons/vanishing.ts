/**
 * L12: gradients of far steps tend to zero. With a random W_h of spectral radius 0.9 they do, though σ > 1 and the bound (γσ)^lag says nothing; the weights are
 * shared by all steps, so it is the far steps' contribution that vanishes, and the gradient of w_h itself does not.
 */
import type { Claim, Finding } from "../lesson.ts";
import { drawn } from "../lesson-picture.ts";
import { pow } from "../math.ts";
import { type Flow, flowAt } from "./shared/flow.ts";

function picturesOf(flows: readonly Flow[]): Finding["pictures"] {
  const [, flow] = flows;
  const line = (label: string, values: readonly (number | null)[]) => ({ label, values: values.map(drawn) });
  return [
    {
      id: "L12-flow",
      kind: "lines",
      powers: true,
      across: "lag",
      lines: [line("gradientByLag", flow.gradient), line("envelope", flow.envelope), line("bound", flow.bound), line("rate", flow.rate)],
      band: { low: flow.low.map(drawn), high: flow.high.map(drawn) },
    },
    {
      id: "L12-radius",
      kind: "lines",
      powers: true,
      across: "lag",
      lines: flows.map(({ rho, gradient }) => line(`ρ = ${rho}`, gradient)),
    },
    {
      id: "L12-weights",
      kind: "lines",
      powers: true,
      across: "lag",
      lines: [line("sumOfTerms", flow.weights.sums), line("termOfLag", flow.weights.terms)],
    },
  ];
}

export const vanishing: Claim = {
  id: "L12",
  async measure(settings) {
    const lags = settings.quick ? 60 : 100;
    const shown = [5, 10, 20, 40, lags];
    const flows = [0.5, 0.9, 1.2].map((rho) => flowAt(rho, lags, settings));
    const [, flow] = flows;
    const { terms } = flow.weights;
    const vanishes = flow.gradient[40] < -2 && flow.gradient[lags] < flow.gradient[20];
    // Of ∂L/∂W_h: the term of the newest step, and that of 40 steps before.
    const [newest, far] = [pow(10, terms[0]), pow(10, terms[40])];
    return {
      id: "L12",
      standing: vanishes && newest < 10 ? "partly" : "fails",
      figures: {
        sigma: flow.sigma,
        rho: flow.rho,
        at40: pow(10, flow.gradient[40]),
        bound40: pow(10, flow.bound[40]),
        rate40: pow(flow.rho, 40),
        newest,
        far,
      },
      table: {
        columns: ["ρ", "σ", ...shown.map((lag) => `δ_{T−${lag}}`)],
        rows: flows.map(({ rho, sigma, gradient }) => [rho, sigma, ...shown.map((lag) => pow(10, gradient[lag]))]),
      },
      pictures: picturesOf(flows),
    };
  },
};
