"""What was asked of a store last, so that a finding can be explained by its id alone.

Kept are the names of analyses and their parameters, never an answer: an answer is computed again.
"""

import json
from pathlib import Path
from typing import Any

from ecograph.state.database import state_path

KEPT = 20
"""How many questions are remembered."""
Question = tuple[str, dict[str, Any]]


class Questions:
    """The questions last asked of a store, in a file beside its state."""

    def __init__(self, store_url: str, home: Path) -> None:
        state = state_path(store_url, home)
        self.path = state.with_name(f"{state.name.removesuffix('.db')}.questions.json")

    def recall(self) -> list[Question]:
        """Return the questions, the last one first; none where the file is absent or is not ours."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return [(str(analysis), dict(parameters)) for analysis, parameters in found]
        except (OSError, ValueError, TypeError):
            return []

    def remember(self, analysis: str, parameters: dict[str, Any]) -> None:
        """Put a question first. Where nothing can be written, nothing is remembered."""
        asked = (analysis, parameters)
        kept = [asked, *(question for question in self.recall() if question != asked)][:KEPT]
        try:
            # Beside a server nothing may lie yet.
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        except OSError:
            return
