import { main } from "../../src/cli-process.ts";
import { commandsOn } from "../../src/commands/index.ts";
import { fakeForecaster } from "./fake-forecaster.ts";

/** The program with a forecaster that doesn't train; FAKE_MS makes each of its epochs block for that long, FAKE_STUBBORN deaf to Ctrl-C. */
const pause = Number(process.env.FAKE_MS ?? 0);
const wait = () => {
  const end = performance.now() + pause;
  while (performance.now() < end);
};
const fake = fakeForecaster({
  duringFit: wait,
  epochs: Number(process.env.FAKE_EPOCHS ?? 3),
  stubborn: process.env.FAKE_STUBBORN !== undefined,
});
const bundled = [{ name: "steps", source: "made here", series: () => ({ target: Array.from({ length: 20_000 }, (_, i) => i) }) }];
await main(commandsOn(fake, bundled), "0.0.0-test");
