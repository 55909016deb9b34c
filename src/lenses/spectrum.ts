/** Spectrum: the largest singular value σ and the spectral radius ρ of each recurrent matrix W_h, gate by gate ([H, H] each), as it is now. */
import type { Maybe, Place } from "../lens.ts";
import type { Network } from "../network.ts";
import { spectralNorm } from "./shared/norm.ts";
import { everyUnit, type Unit, unitsOf } from "./shared/places.ts";
import { spectralRadius } from "./shared/spectrum.ts";

/** σ and ρ of a recurrent matrix. Both null where it isn't square [H, H] a gate (a projection) or not finite. */
export interface RecurrentSpectrum extends Place {
  /** Full name, and gate by the library's order: i f g o, r z n, h; by number for a cell of one's own. */
  readonly weight: string;
  readonly gate: string;
  readonly sigma: Maybe;
  readonly rho: Maybe;
}

export interface SpectrumResult {
  readonly kind: "spectrum";
  readonly matrices: RecurrentSpectrum[];
}

const finite = (value: number): Maybe => (Number.isFinite(value) ? value : null);
const gatesOf: ReadonlyMap<string, string> = new Map([
  ["lstm", "ifgo"],
  ["gru", "rzn"],
  ["rnn", "h"],
]);

/**
 * σ and ρ of every recurrent weight as it is now (no batch is looked at, nothing is run). Throws ModelError `lens-unfit` for a net without a
 * recurrent layer. A cell of one's own is looked at by its square [H, H] parameters.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent } from "memoria";
 * const { matrices } = lenses.spectrum(network(recurrent({ cell: "gru", input: 1, hidden: 8 })));
 * console.log(matrices.map(({ gate, sigma, rho }) => [gate, sigma, rho])); // orthogonal at the start: 1 and 1
 * ```
 */
export function spectrum(network: Network): SpectrumResult {
  return { kind: "spectrum", matrices: unitsOf(network, "dynamics", everyUnit(network)).flatMap((unit) => matricesOf(network, unit)) };
}

function matricesOf(network: Network, unit: Unit): RecurrentSpectrum[] {
  const { hidden: H, cell, place, widths } = unit;
  const own = gatesOf.get(place.cell);
  const locals = Object.keys(cell.parameters({ input: H + 1, hidden: H, bias: true }));
  const found: RecurrentSpectrum[] = [];
  for (const local of own === undefined ? locals : ["weight_hh"]) {
    const parameter = network.parameters().get(unit.weightName(local));
    if (parameter === undefined || parameter.shape.length !== 2) continue;
    const [rows, columns] = parameter.shape;
    if (rows % H !== 0 || (own === undefined && columns !== H)) continue;
    const { data } = parameter.values();
    for (let gate = 0; gate < rows / H; gate++) {
      const matrix = { rows: H, columns, data: data.subarray(gate * H * columns, (gate + 1) * H * columns) };
      const square = columns === H && Object.values(widths)[0] === H;
      found.push({
        ...place,
        weight: parameter.name,
        gate: own?.[gate] ?? (rows === H ? local : `${local} ${gate}`),
        sigma: finite(spectralNorm(matrix)),
        rho: square ? finite(spectralRadius(matrix)) : null,
      });
    }
  }
  return found;
}
