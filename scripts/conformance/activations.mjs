// The suites' lists of activations as options of our cells.
import { need } from "./unsupported.mjs";

const counts = { rnn: 1, gru: 2, lstm: 3 };

/**
 * Cell options for activations listed once for all directions, or once for each: rnn [f], gru [gates, candidate], lstm [gates, candidate, cell].
 * @param {string} cell
 * @param {readonly string[] | null | undefined} list null: the cell's defaults
 * @param {number} directions
 */
export function activationOptions(cell, list, directions) {
  if (!list) return {};
  const names = list.map((name) => name.toLowerCase());
  const each = counts[cell];
  need(names.length === each || names.length === each * directions, `${names.length} activations for ${directions} × ${each}`);
  const first = names.slice(0, each);
  need(
    names.every((name, k) => name === first[k % each]),
    `directions with different activations ${names.join(", ")}`,
  );
  if (cell === "rnn") return { activation: first[0] };
  const [gateActivation, activation, cellActivation = activation] = first;
  need(activation === cellActivation, `a candidate with ${activation} and a cell state with ${cellActivation}`);
  return { gateActivation, activation };
}
