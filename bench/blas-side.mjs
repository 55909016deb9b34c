// The products of one LSTM training step by the bare BLAS, with nothing between them: what the machine can do.
import { systemBlas } from "#blas";
import { serve } from "./serve.mjs";

const blas = systemBlas();

function open({ size: [B, T, I, H] }) {
  const [G, N] = [4 * H, B * T];
  const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * (N * (I + G + H) + G * (I + H) * 2)) / 65_536) + 2 });
  new Float32Array(memory.buffer).forEach((_, k, all) => {
    all[k] = ((k * 2_654_435_761) % 1000) / 1e6;
  });
  const base = blas.address(memory.buffer);
  let top = base + 64;
  const place = (n) => {
    const at = top;
    top += 4 * n;
    return at;
  };
  const [x, g, h, wi, wh, dwi, dwh] = [N * I, N * G, N * H, G * I, G * H, G * I, G * H].map(place);
  return {
    check: () => ({}),
    step() {
      blas.product(x, I, 0, wi, I, 1, g, G, N, G, I, 0);
      for (let t = 0; t < T; t++) blas.product(h + 4 * t * B * H, H, 0, wh, H, 1, g + 4 * t * B * G, G, B, G, H, 1);
      for (let t = T - 1; t >= 0; t--) blas.product(g + 4 * t * B * G, G, 0, wh, H, 0, h + 4 * t * B * H, H, B, H, G, 0);
      blas.product(g, G, 1, h, H, 0, dwh, H, G, H, N, 0);
      blas.product(g, G, 1, x, I, 0, dwi, I, G, I, N, 0);
    },
  };
}

await serve({ version: blas.name, open });
