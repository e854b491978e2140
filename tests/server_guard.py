"""Ends a server when whoever started it is gone, however it went: `server_guard.py FOLDER`.

A process of its own that reads its standard input: the number of the process to watch, a line each
time it is another, 0 for none. When the other end closes, that process is killed and the folder
removed.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path


class Guard:
    """Has a server and its folder watched."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-E", "-S", __file__, str(folder)],
            stdin=subprocess.PIPE,
            # What ends us by Ctrl-C or a closed terminal must not end it.
            start_new_session=True,
        )

    def watch(self, pid: int) -> None:
        """Watch this process from now on; none where it is 0."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{pid}\n".encode())
        self._process.stdin.flush()

    def close(self) -> None:
        """Have the process killed, where one is watched, and the folder removed."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def main(folder: str) -> None:
    """Watch until standard input closes."""
    pid = 0
    for line in sys.stdin:
        pid = int(line)
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
