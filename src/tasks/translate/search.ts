/**
 * Looking for the likeliest target: `beam` unfinished ones are kept side by side, each step goes on with the likeliest of all their continuations, until so
 * many have ended. Of those the one with the highest mean log P of a token, its end counted, is taken (a sum would favour short ones). A beam of 1 takes
 * the likeliest next token each time. Sources are searched side by side, and no one's result depends on another.
 */
import type { Network } from "../../network.ts";
import { readSources, stepTargets, takeStates } from "./step.ts";

export interface Search {
  readonly beam: number;
  /** Tokens at most. */
  readonly maxLength: number;
}

/** A target that was found. */
export interface Hypothesis {
  /** Numbers of the target's vocabulary. */
  readonly tokens: readonly number[];
  /** For each token, the weight of each source token. */
  readonly attention: readonly (readonly number[])[];
  /** Of the tokens and, where it ended, the end. */
  readonly logProbability: number;
  /** It ended by itself, not by `maxLength`. */
  readonly ended: boolean;
}

interface Live extends Hypothesis {
  /** The row of its state in the last step. */
  readonly row: number;
  readonly source: number;
}

/** Mean log P of a token; the end is one. */
const meanLog = ({ tokens, logProbability, ended }: Hypothesis): number => logProbability / (tokens.length + (ended ? 1 : 0));

/** The best target of each source. `sources`: numbers, none empty. */
export function search(network: Network, sources: readonly Int32Array[], { beam, maxLength }: Search): Hypothesis[] {
  const reading = readSources(network, sources);
  const ended = sources.map((): Hypothesis[] => []);
  let live: Live[] = sources.map((_, source) => ({ tokens: [], attention: [], logProbability: 0, ended: false, row: source, source }));
  let { states } = reading;
  for (let length = 0; live.length > 0; length++) {
    const rows = Int32Array.from(live, ({ source }) => source);
    const inputs = Int32Array.from(live, ({ tokens }) => tokens[tokens.length - 1] ?? 0);
    states = takeStates(
      states,
      live.map(({ row }) => row),
    );
    const step = stepTargets(network, reading, rows, inputs, states);
    states = step.states;
    const S = reading.memory.shape[1];
    const next: Live[] = [];
    for (let from = 0; from < live.length; ) {
      const { source } = live[from];
      let to = from + 1;
      while (to < live.length && live[to].source === source) to++;
      // One row's likeliest are enough, the end beside them.
      const choices = live.slice(from, to).flatMap((own, k) => {
        const row = from + k;
        return likeliest(step.logs, row * step.classes, step.classes, beam + 1).map((token) => ({
          own,
          row,
          token,
          log: own.logProbability + step.logs[row * step.classes + token],
        }));
      });
      choices.sort((a, b) => b.log - a.log);
      const going: Live[] = [];
      choices.slice(0, 2 * beam).forEach(({ own, row, token, log }, rank) => {
        if (token === 0 && rank < beam) ended[source].push({ ...own, logProbability: log, ended: true });
        if (token === 0 || going.length === beam) return;
        const weights = Array.from({ length: reading.lengths[source] }, (_, s) => step.attention[row * S + s]);
        const tokens = [...own.tokens, token];
        going.push({ tokens, attention: [...own.attention, weights], logProbability: log, ended: false, row, source });
      });
      if (ended[source].length < beam) {
        if (length < maxLength) next.push(...going);
        else ended[source].push(...live.slice(from, to));
      }
      from = to;
    }
    live = next;
  }
  return ended.map((list) => {
    const whole = list.filter((own) => own.ended);
    const {
      tokens,
      attention,
      logProbability,
      ended: end,
    } = (whole.length > 0 ? whole : list).reduce((a, b) => (meanLog(b) > meanLog(a) ? b : a));
    return { tokens, attention, logProbability, ended: end };
  });
}

/** The numbers of the `count` largest of logs[from … from + n − 1], the largest first; among equals the lower number first. */
function likeliest(logs: Float64Array, from: number, n: number, count: number): number[] {
  const best: number[] = [];
  for (let k = 0; k < n; k++) {
    if (best.length === count && logs[from + k] <= logs[from + best[count - 1]]) continue;
    let at = best.length;
    while (at > 0 && logs[from + best[at - 1]] < logs[from + k]) at--;
    best.splice(at, 0, k);
    if (best.length > count) best.pop();
  }
  return best;
}
