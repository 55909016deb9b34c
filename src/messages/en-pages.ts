import { generate } from "./en-pages-generate.ts";
import { translate } from "./en-pages-translate.ts";

/** The words of the reports of classify, label, regress and generate; what they share with the forecast's stands in `en-report.ts`. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const pages = {
  from: (source: string) => `From ${source}`,
  test: "The test",
  net: "the net",

  generate,
  translate,

  confusion: {
    title: "What was taken for what",
    caption: "A row for each class as it is, a column for what it was given. On the diagonal it was right; every other cell is a mistake.",
    description: (right: string, all: string) => `${right} of ${all} are on the diagonal.`,
    is: "is",
    given: "given",
    others: (count: string) => `${count} others`,
    table: "The same as a table",
  },
  byClass: {
    title: "Class by class",
    caption:
      "Found: of those that are of the class, the share that was given it. Right: of those that were given the class, the share that is of it.",
    description: (classes: string) => `Two bars for each of ${plural(classes, "class", "classes")}.`,
    label: "class",
    n: "tested",
    events: "events",
    spans: "spans",
    commonest: (shown: string, all: string) => `Drawn: the ${shown} commonest of ${all}; the table has all.`,
    recall: "found (recall)",
    precision: "right (precision)",
    f1: "F1",
    table: "The same as a table",
  },
  reliability: {
    title: "Do the probabilities hold?",
    caption:
      "Of the sequences that were given their class with a probability of about 80 %, about 80 % should be right: on the dashed line. Above it the net is too modest, below it too sure. Bars show what chance leaves open; the fewer the sequences, the longer.",
    error: (error: string) => `Weighted over all, probability and share right are ${error} apart (expected calibration error).`,
    description: (count: string, error: string) => `${plural(count, "sequence", "sequences")}; ${error} apart on average.`,
    right: "share that was right",
    given: "probability given",
    mean: "mean probability",
    bounds: "95 % of chance",
    diagonal: "as it should be",
    chance: "as it was, with 95 % of chance",
    cases: "how many",
    table: "The same as a table",
  },

  classify: {
    kind: "memoria · classification report",
    title: (name: string) => `${name}: a class for each sequence`,
    sequence: "sequence",
    text: "text",
    given: "given",
    is: "is",
    probability: "probability",
    asked: (count: string) => `${plural(count, "sequence", "sequences")} and the class given`,
    all: (count: string) => `All ${count} rows`,
    inFile: (count: string) => `${plural(count, "sequence", "sequences")} more: in predictions.csv.`,
    scores: (sequences: string, recordings: string) =>
      `Scores on ${plural(sequences, "sequence", "sequences")}${sequences === recordings ? "" : ` of ${plural(recordings, "recording", "recordings")}`}, none seen in training`,
    shown: "Some that were tested",
    shownCaption: "The surest mistakes first, then for each class the one that the net was surest of.",
    right: (actual: string, _: string, probability: string) => `✓ ${actual}, ${probability} sure`,
    wrong: (actual: string, predicted: string, probability: string) => `✗ is ${actual}, was given ${predicted}, ${probability} sure`,
    measure: {
      split:
        "The test: a fifth of the recordings of each class (or the file given for it) was kept apart, always whole recordings, so that no window of a tested recording was trained on. Early stopping and the temperature of the probabilities used parts of the training recordings only.",
      scores:
        "Accuracy is the share of sequences whose class is right. Macro F1 is the mean of the classes' F1, each class alike however rare: F1 = 2 · right / (tested + given). Log-loss is the mean of −log of the probability given to the right class: 0 is sure and right.",
      verdict:
        "The verdict compares the net with the best simple method on the sequences that only one of them got right (McNemar's test): without a lead beyond chance it is a tie.",
      probabilities:
        "Probabilities are the mean of the nets' softmax, divided by the temperature that made them hold best on sequences that early stopping used.",
      refit: "After the test, the nets were trained again on all recordings.",
      kept: "The nets are those that were tested.",
    },
  },

  label: {
    kind: "memoria · labelling report",
    title: (name: string) => `${name}: a class for each step`,
    titleWords: (name: string) => `${name}: a tag for each word`,
    truth: "true",
    found: "found",
    wrong: "missed (above) or none (below)",
    lanes: (events: string, from: string, to: string) => `${plural(events, "event", "events")} found from ${from} to ${to}.`,
    signal: "The signal and its events",
    in: (id: string) => `In ${id}.`,
    signalCaption:
      "A stretch of the test, around a mistake where there is one. Above, the events as they are; below, as they were found. Filled ones agree; hollow ones were missed or are none.",
    askedCaption: "A stretch with the events that were found.",
    missedTitle: "An event that was missed",
    missedCaption: "The longest of them, with what is around it.",
    alarmTitle: "A false alarm",
    alarmCaption: "The surest of them, with what is around it.",
    sentences: "Some that were tested",
    sentencesCaption: "Those with mistakes first: each span with its name, ✗ where it was missed or is none.",
    isNone: "is none",
    missedWord: "missed",
    mistakes: (count: string) => `${plural(count, "mistake", "mistakes")}, one a row`,
    event: "event",
    class: "class",
    mistake: "mistake",
    sure: "how sure",
    missed: "missed",
    none: "false alarm",
    askedTitle: "What was found",
    askedEvents: (count: string) => `${plural(count, "event", "events")} where no label was known`,
    askedSpans: (count: string) => `${plural(count, "span", "spans")} where no tag was known`,
    start: "start",
    end: "end",
    steps: "steps",
    all: (count: string) => `All ${count} rows`,
    inFile: (count: string) => `${plural(count, "row", "rows")} more: in events.csv.`,
    byClass: "Of the events: those that are of the class and were found, and of those that were found the share that is right.",
    byClassWords: "Of the spans: those that are of the type and were found, and of those that were found the share that is right.",
    byWords: "Counted by words, those outside spans too.",
    bySteps: "Counted by steps, those outside events too.",
    measure: {
      split:
        "The test: steps that no training saw, whole series where there are enough of them, else the last part of the time. Early stopping and the rule that makes events of steps used the validation part only.",
      steps:
        "Steps right is the share of labelled steps with the right class. Macro F1 is the mean of the classes' F1, each class alike: F1 = 2 · right / (true + found).",
      eventsRuns:
        "An event is found when one of the same class overlaps it by at least half (of the steps in either); each counts once. Event F1 = 2 · found / (true + found ones in all). What was found without such a partner is a false alarm.",
      eventsWords: "A span is right when its first word, its last word and its type are. Span F1 = 2 · right / (true + found).",
      first: "A simple method goes before the net only with a lead of 0.02.",
      refit: "After the test, the net was trained again on all labelled steps, for as long as had been best.",
      kept: "The net is the one that was tested.",
    },
  },

  regress: {
    kind: "memoria · regression report",
    title: (target: string) => `${target}: a value for each row`,
    row: "row",
    askedTitle: (target: string) => `${target} where it isn't known`,
    asked: (count: string, target: string) => `${plural(count, "row", "rows")} without ${target}`,
    all: (count: string) => `All ${count} rows`,
    inFile: (count: string) => `${plural(count, "row", "rows")} more: in predictions.csv.`,
    fan: (count: string) => `What is known, and the estimates of ${plural(count, "row", "rows")} after it.`,
    by: (method: string) => `By ${method}.`,
    curves: (trainings: string) =>
      `${trainings === "1" ? "" : `${trainings} trainings, of a net with memory and one without in turn. `}The validation part was never trained on; training goes back to the epoch at which its loss was least.`,
    bars: {
      title: "How far off",
      caption: (target: string) =>
        `The mean error (MAE) of each method on the same rows, in the unit of ${target}; the shorter, the better.`,
      description: (best: string) => `${best} is off least.`,
    },
    series: {
      title: (name: string) => `${name}: what was given, and what was so`,
      caption: "Each test begins at a dotted line. The values after it were no input, and the range comes from errors before it.",
      description: (method: string, tests: string) => `The series with the values of ${method} in ${plural(tests, "test", "tests")}.`,
      actual: "what was so",
    },
    scatter: {
      title: (method: string) => `${method}: given and true`,
      caption: "A dot for each tested row: on the dashed line it was right, above it the truth was higher than the value given.",
      description: (count: string) => `${plural(count, "row", "rows")}.`,
      x: (target: string) => `${target}, as given`,
      y: (target: string) => `${target}, as it was`,
      same: "given and true the same",
    },
    residuals: {
      caption:
        "What was so minus what was given, by test, the line at the middle one; at the side, how often each size came. Evenly around zero is good, all on one side is a bias.",
      error: (target: string) => `true − given, in the unit of ${target}`,
      tests: "test",
    },
    measure: {
      split:
        "The tests: blocks of rows at the end, each judged by nets that saw only rows from before it. Scaling, early stopping, λ of the linear methods and ranges used only those rows too.",
      memory:
        "The net with memory reads the rows so far, the one without sees one row at a time; both have as many weights, the same training and the same rows.",
      r2: "R² is 1 for no error and 0 for what the mean of the tested values would reach.",
      refit: "After the tests both nets were trained again on all known rows, for as long as had been best.",
    },
  },
};

export type PagesWords = typeof pages;
