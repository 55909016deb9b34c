/** What is kept, gone on with, and scored later. */

type Text = string;

const rows = (count: string) => `${count} ${count === "1" ? "row" : "rows"}`;

export const keep = {
  resumeWith: "Stopped, with a checkpoint. To go on, to the same numbers:",
  stoppedForGood: "Stopped. Nothing was kept: with --out DIR a training can be stopped and go on later.",
  checkpointFailed: (why: Text) => `Stopped, but its checkpoint could not be written: ${why}`,
  resuming: (folder: Text) => `Going on from the checkpoint in ${folder}.`,
  model: (path: Text, settings: Text) => `${path}: ${settings}; not trained again`,
  updated: (path: Text) => `${path} trained on, with the rows of this file`,
  updatedOnly: (path: Text) => `${path} trained on with the rows of this file that have an answer; its scores are those of before`,
  previous: (file: Text) => `The model as it was is ${file}.`,
  asTrained: "The test is that of its training.",
  noTest: "The model holds no test: train it without --model to see one.",
  backtestNotKept: "Not kept: add --csv FILE for the forecasts beside what came.",
  used: "used",
  forced: (method: Text) => `${method} goes first, as --method asks.`,
  /** How an earlier forecast fared: `since` rows of it have come. */
  earlier: (method: Text, cutoff: Text, since: Text, off: Text, share: Text): string =>
    `The forecast of ${method} from ${cutoff} was off by ${off}${share === "" ? "" : ` (${share})`} in the ${rows(since)} that ${since === "1" ? "has" : "have"} come since`,
  earlierHeld: (level: Text, held: Text, of: Text) => `; ${held} of ${of} within its ${level} range`,
  earlierNaive: (off: Text) => `; naive by ${off}`,
  earlierNone: "None of the rows that the earlier forecast was for has come yet.",
  earlierUnclear: "The earlier forecast isn't scored: rows without times, and their past has changed.",
  short: (names: readonly Text[], more: Text) =>
    `Too short for the net, so a simple method forecasts them: ${names.join(", ")}${more === "" ? "" : `, and ${more} more`}.`,
  unseen: (names: readonly Text[], more: Text) =>
    `Not among the series that the model was trained on, so seen as those were: ${names.join(", ")}${more === "" ? "" : `, and ${more} more`}.`,
};
