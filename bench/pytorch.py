"""PyTorch's side of bench/torch.mjs: reads a line `cell B T I H milliseconds`, times that training step, prints ms a step."""
import sys
import time
import torch

torch.set_num_threads(1)
print(torch.__version__, flush=True)
for line in sys.stdin:
    cell, *numbers = line.split()
    B, T, I, H, budget = map(int, numbers)
    torch.manual_seed(0)
    net = getattr(torch.nn, cell.upper())(I, H, batch_first=True)
    x, y = torch.randn(B, T, I), torch.randn(B, H)
    adam = torch.optim.Adam(net.parameters(), 1e-3)

    def step():
        adam.zero_grad()
        output, _ = net(x)
        loss = ((output[:, -1] - y) ** 2).mean()
        loss.backward()
        adam.step()

    for _ in range(3):
        step()
    n, cpu, start = 0, time.process_time(), time.perf_counter()
    while (time.perf_counter() - start) * 1000 < budget:
        step()
        n += 1
    wall = time.perf_counter() - start
    print(wall * 1000 / n, (time.process_time() - cpu) / wall, flush=True)
