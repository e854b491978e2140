"""Programs with clients by chance: without others beside a pair, what it shares is no surprise."""

import numpy as np

PROGRAMS, CLIENTS = 30, 20
NAMES = [f"n{number}" for number in range(PROGRAMS)]


def background(enterprises: int) -> list[dict[str, object]]:
    """Return participations of `PROGRAMS` programs, each of `CLIENTS` enterprises at random."""
    rng = np.random.default_rng(1)
    return [
        {"source": f"s{at}", "target": name, "status": "completed", "fiscal_year": 2022}
        for name in NAMES
        for at in rng.choice(enterprises, CLIENTS, replace=False)
    ]
