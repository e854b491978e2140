"""A server does not outlive whoever started it."""

import subprocess
import sys
from pathlib import Path

from tests.server_guard import Guard

ROOT = Path(__file__).parents[1]
STARTS = """
import subprocess, sys, time
from pathlib import Path
from tests.server_guard import Guard
guard = Guard(Path(sys.argv[1]))
server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
guard.watch(server.pid)
print(server.pid, flush=True)
time.sleep(600)
"""


def test_a_server_ends_with_a_killed_starter(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    command = [sys.executable, "-c", STARTS, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as starter:
        assert starter.stdout is not None
        assert int(starter.stdout.readline())
        assert folder.exists()
        starter.kill()
        # All three write there: it ends when the last of them has.
        starter.communicate(timeout=60)
    assert not folder.exists()


def test_what_has_ended_in_order_is_not_watched_any_more(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        guard = Guard(tmp_path)
        guard.watch(process.pid)
        guard.watch(0)
        guard.close()
        assert process.poll() is None
        assert not tmp_path.exists()
        process.kill()
