"""What a person can meet where judgements are kept.

EcographError
└── StateError                 what people added cannot be opened, read or written
    ├── JudgementRefused       a judgement contradicts one that stands, or judges nothing
    ├── DecisionRefused        a decision on a finding lacks what it needs
    └── SavedRefused           a result cannot be kept under a name, or there is none of that name
"""

from ecograph.errors import EcographError


class StateError(EcographError):
    """What people added cannot be opened, read or written."""

    code = "state"


class JudgementRefused(StateError):
    """A judgement contradicts one that stands, or there is nothing to judge."""

    code = "judgement-refused"


class DecisionRefused(StateError):
    """A decision on a finding lacks who decided, why, until when or to whom."""

    code = "decision-refused"


class SavedRefused(StateError):
    """A result cannot be kept under a name, or none is kept under it."""

    code = "saved-refused"
