/** Optimizer updates, one number at a time; PyTorch's definitions. d is the gradient with L2 decay added. */
import type { Kernels } from "../../backend.ts";
import type { Heap } from "../reference.ts";

export function optimizerKernels(heap: Heap): Pick<Kernels, "sgd" | "rmsprop" | "adagrad" | "adam"> {
  return {
    /** v = μ v + (1−τ) d (v = d at step 1); x −= rate · (v, or d + μ v with Nesterov). Sutskever et al. 2013. */
    sgd(x, dx, v, n, rate, decay, momentum, dampening, nesterov, step) {
      const r = heap.reals;
      for (let k = 0; k < n; k++) {
        let d = r[dx / 8 + k] + decay * r[x / 8 + k];
        if (v !== 0) {
          const velocity = step === 1 ? d : momentum * r[v / 8 + k] + (1 - dampening) * d;
          r[v / 8 + k] = velocity;
          d = nesterov ? d + momentum * velocity : velocity;
        }
        r[x / 8 + k] -= rate * d;
      }
    },
    /** s = α s + (1−α) d²; x −= rate · d / (√s + ε), s less the squared mean gradient when centered. Tieleman & Hinton 2012; Graves 2013. */
    rmsprop(x, dx, s, m, a, n, rate, decay, alpha, epsilon, momentum) {
      const r = heap.reals;
      for (let k = 0; k < n; k++) {
        const d = r[dx / 8 + k] + decay * r[x / 8 + k];
        r[s / 8 + k] = alpha * r[s / 8 + k] + (1 - alpha) * d * d;
        let square = r[s / 8 + k];
        if (a !== 0) {
          r[a / 8 + k] = alpha * r[a / 8 + k] + (1 - alpha) * d;
          square -= r[a / 8 + k] * r[a / 8 + k];
        }
        let move = d / (Math.sqrt(square) + epsilon);
        if (m !== 0) {
          r[m / 8 + k] = momentum * r[m / 8 + k] + move;
          move = r[m / 8 + k];
        }
        r[x / 8 + k] -= rate * move;
      }
    },
    /** s += d²; x −= rate · d / (√s + ε). Duchi et al. 2011. */
    adagrad(x, dx, s, n, rate, decay, epsilon) {
      const r = heap.reals;
      for (let k = 0; k < n; k++) {
        const d = r[dx / 8 + k] + decay * r[x / 8 + k];
        r[s / 8 + k] += d * d;
        r[x / 8 + k] -= (rate * d) / (Math.sqrt(r[s / 8 + k]) + epsilon);
      }
    },
    /** Kingma & Ba 2015; AMSGrad: Reddi et al. 2018; decoupled decay: Loshchilov & Hutter 2019. */
    adam(x, dx, m, v, vmax, n, rate, decay, beta1, beta2, epsilon, bias1, bias2, decoupled) {
      const r = heap.reals;
      const root = Math.sqrt(bias2);
      for (let k = 0; k < n; k++) {
        if (decoupled) r[x / 8 + k] -= rate * decay * r[x / 8 + k];
        const d = r[dx / 8 + k] + (decoupled ? 0 : decay * r[x / 8 + k]);
        r[m / 8 + k] = beta1 * r[m / 8 + k] + (1 - beta1) * d;
        r[v / 8 + k] = beta2 * r[v / 8 + k] + (1 - beta2) * d * d;
        let second = r[v / 8 + k];
        if (vmax !== 0) {
          second = Math.max(r[vmax / 8 + k], second);
          r[vmax / 8 + k] = second;
        }
        r[x / 8 + k] -= ((rate / bias1) * r[m / 8 + k]) / (Math.sqrt(second) / root + epsilon);
      }
    },
  };
}
