"""Reference forecasts for test/baselines/ets.test.ts: statsforecast's AutoETS "ZZN", and its MSTL with that on what is seasonally adjusted.

    python scripts/goldens/ets.py ../shared/data/classic-series/r-datasets     (statsforecast 2.1.1)
"""
import csv
import sys

import numpy as np
from statsforecast.models import MSTL, AutoETS


def column(name):
    with open(f"{sys.argv[1]}/{name}.csv") as file:
        return np.array([float(row["value"]) for row in csv.DictReader(file)])


for name, y, season in [
    ("AirPassengers", column("AirPassengers"), 1),
    ("AirPassengers", column("AirPassengers"), 12),
    ("sunspots", column("sunspots")[:300], 1),
    ("co2, last 120", column("co2")[-120:], 1),
    ("co2, last 120", column("co2")[-120:], 12),
]:
    trend = AutoETS(season_length=1, model="ZZN")
    model = trend if season == 1 else MSTL(season_length=[season], trend_forecaster=trend)
    print(name, season, [round(float(value), 4) for value in model.fit(y).predict(6)["mean"]])
