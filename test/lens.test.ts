import { lenses } from "../src/index.ts";
import { losses } from "../src/losses/index.ts";
import { lensSuite } from "./lens.suite.ts";

lensSuite("gradient-flow", lenses.gradientFlow);
lensSuite("bptt-matrix", lenses.bpttMatrix, { forwards: true, options: { loss: losses.mse() } });
lensSuite("gates", lenses.gates, { gates: true, options: { loss: losses.mse() } });
lensSuite("memory-horizon", lenses.memoryHorizon, { options: { loss: losses.mse() } });
