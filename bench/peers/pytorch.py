"""PyTorch's side of a comparison: the protocol of bench/serve.mjs."""
import base64
import ctypes
import json
import os
import sys
import time

import numpy as np
import torch

threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
torch.set_num_threads(threads)


def core():
    """Name of the BLAS core: OpenBLAS says it, MKL is named with what PyTorch was built with."""
    for line in open("/proc/self/maps"):
        path = line.split()[-1]
        if "openblas" in path:
            name = getattr(ctypes.CDLL(path), "openblas_get_corename", None)
            if name is not None:
                name.restype = ctypes.c_char_p
                return "OpenBLAS " + name().decode()
    found = [line.strip(" -") for line in torch.__config__.show().splitlines() if "Math Kernel" in line or "CPU capability" in line]
    return "; ".join(found) if found else "unknown"


def decode(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f4").copy()


def encode(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().astype("<f4").tobytes()).decode()


class Job:
    def __init__(self, request):
        self.work = request["work"]
        B, T, I, H = request["size"]
        self.net = getattr(torch.nn, request["cell"].upper())(I, H, batch_first=True)
        self.net.load_state_dict(
            {name: torch.from_numpy(decode(w["data"]).reshape(w["shape"])) for name, w in request["weights"].items()}
        )
        self.x = torch.from_numpy(decode(request["x"]).reshape(B, T, I))
        self.y = torch.from_numpy(decode(request["y"]).reshape(B, H)) if "y" in request else None
        self.lengths = torch.tensor(request["lengths"]) if "lengths" in request else None
        self.adam = torch.optim.Adam(self.net.parameters(), 1e-3)
        self.state, self.t, self.T = None, 0, T

    def loss(self):
        if self.lengths is None:
            output, _ = self.net(self.x)
            return ((output[:, -1] - self.y) ** 2).mean()
        packed = torch.nn.utils.rnn.pack_padded_sequence(self.x, self.lengths, batch_first=True, enforce_sorted=False)
        _, state = self.net(packed)
        h = state[0] if isinstance(state, tuple) else state
        return ((h[-1] - self.y) ** 2).mean()

    def check(self):
        if self.work == "train":
            self.net.zero_grad()
            loss = self.loss()
            loss.backward()
            return {"loss": encode(loss.reshape(1)), **{name: encode(p.grad) for name, p in self.net.named_parameters()}}
        with torch.inference_mode():
            output, _ = self.net(self.x)
            return {"output": encode(output if self.work == "infer" else output[:, -1])}

    def step(self):
        if self.work == "train":
            self.adam.zero_grad()
            self.loss().backward()
            self.adam.step()
        else:
            with torch.inference_mode():
                if self.work == "infer":
                    self.net(self.x)
                else:
                    _, self.state = self.net(self.x[:, self.t : self.t + 1], self.state)
                    self.t = (self.t + 1) % self.T

    def time(self, milliseconds):
        steps, batch, elapsed = 0, 1, 0.0
        cpu, start = time.process_time(), time.perf_counter()
        while elapsed < milliseconds:
            before = elapsed
            for _ in range(batch):
                self.step()
            steps += batch
            elapsed = (time.perf_counter() - start) * 1000
            if elapsed - before < 1:
                batch *= 2
        return {"ms": elapsed / steps, "steps": steps, "cpu": (time.process_time() - cpu) * 1000 / elapsed}


def answer(value):
    print(json.dumps(value), flush=True)


answer({"version": f"PyTorch {torch.__version__}", "blas": core(), "threads": torch.get_num_threads()})
job = None
for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["do"] == "open":
            job = Job(request)
            answer({})
        elif request["do"] == "check":
            answer(job.check())
        else:
            answer(job.time(request["milliseconds"]))
    except Exception as error:  # the harness says it and ends
        answer({"error": repr(error)})
