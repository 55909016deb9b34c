"""Theta forecasts by another way than src/baselines/theta.ts: numpy's least squares for the line and for the starting level, scipy's
bounded minimum over a fine grid for alpha, pandas' rolling mean for the seasonal indices. Prints what test/baselines/theta.test.ts holds.

    python scripts/goldens/theta.py ../shared/data/classic-series/r-datasets     (numpy, scipy, pandas)
"""
import sys

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar


def column(name):
    return pd.read_csv(f"{sys.argv[1]}/{name}.csv")["value"].to_numpy()


def errors(z, alpha):
    """Rows: error of each step for a starting level of 0, and how it changes with that level."""
    weights = np.array([[alpha * (1 - alpha) ** (t - 1 - s) if s < t else 0 for s in range(len(z))] for t in range(len(z))])
    return z - weights @ z, np.array([(1 - alpha) ** t for t in range(len(z))])


def sse(z, alpha):
    e, c = errors(z, alpha)
    start, *_ = np.linalg.lstsq(c[:, None], e, rcond=None)
    return ((e - c * start) ** 2).sum(), start[0]


def theta(y, horizon, m=1, multiplied=True):
    n = len(y)
    index = np.ones(m) if multiplied else np.zeros(m)
    if m > 1:
        s = pd.Series(y)
        trend = s.rolling(m, center=True).mean() if m % 2 else s.rolling(m).mean().rolling(2).mean().shift(-(m // 2))
        rest = s / trend if multiplied else s - trend
        index = rest.groupby(np.arange(n) % m).mean().to_numpy()
        index = index / index.mean() if multiplied else index - index.mean()
    own = index[np.arange(n) % m]
    x = y / own if multiplied else y - own
    b, a = np.polyfit(np.arange(n), x, 1)
    z = 2 * x - (a + b * np.arange(n))
    grid = np.linspace(0.0001, 0.9999, 60)
    best = min(grid, key=lambda alpha: sse(z, alpha)[0])
    found = minimize_scalar(lambda alpha: sse(z, alpha)[0], bounds=(max(0.0001, best - 0.02), min(0.9999, best + 0.02)), method="bounded",
                            options={"xatol": 1e-10})
    level = sse(z, found.x)[1]
    for value in z:
        level += found.x * (value - level)
    ahead = np.arange(n, n + horizon)
    point = (a + b * ahead) / 2 + level / 2
    return found.x, point * index[ahead % m] if multiplied else point + index[ahead % m]


air = column("AirPassengers")
for name, y, m, multiplied in [
    ("no season", air, 1, True),
    ("season 12, multiplied", air, 12, True),
    ("less 300: season 12, added", air - 300, 12, False),
    ("60 rows, season 5, multiplied", air[:60], 5, True),
    ("300 months of sunspots", column("sunspots")[:300], 1, True),
]:
    alpha, point = theta(y, 4, m, multiplied)
    print(name, len(y), f"alpha {alpha:.5f}", [round(float(value), 6) for value in point])
