"""Processes that judge, to be killed and to meet: `python writer.py FILE NAME COUNT`."""

import sys
from pathlib import Path

from ecograph.state import IdentityLog, StateDatabase, Verdict
from ecograph.state.keys import scoped_key


def judge(path: Path, name: str, count: int) -> None:
    """Add judgements on pairs of one's own, telling each when it is written."""
    log = IdentityLog(StateDatabase(path))
    for number in range(count):
        keys = [scoped_key(name, bytes([side, *number.to_bytes(4, "big")]) + bytes(27)) for side in range(2)]
        entry, _ = log.judge(Verdict.SAME, *keys, by=name)
        sys.stdout.write(f"{entry.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    judge(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
